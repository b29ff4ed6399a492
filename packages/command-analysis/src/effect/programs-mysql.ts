/**
 * The client of MySQL and MariaDB: which statements only show something.
 */
import { each, isFlag, isOption, mayBeOption, unknown } from './programs-common.js'
import type { ProgramEffects } from './scope.js'

const VALUED = /^(-[hPuDS]|--(host|port|user|database|socket|login-path))$/
const PLAIN =
  /^(-[NBstEvAr]+|-p.+|-[hPuDS].+|--(batch|silent|table|vertical|skip-column-names|raw|ssl-mode=\w+|password=.*|(host|port|user|database|socket)=.*))$/s

/** What `show` shows, with a pattern at most: a condition could call functions. */
const SHOW =
  /^show\s+(full\s+|global\s+|session\s+|extended\s+)*(processlist|tables|databases|schemas|status|variables|columns|fields|index|indexes|keys|create\s+(table|database|view)|engine|engines|grants|(slave|replica|master|table)\s+status|binary\s+logs?|replicas|open\s+tables|warnings|errors|plugins|triggers|events)\b[\w\s.,`'%=-]*$/i
/** Words of a query that write, lock, wait or set. */
const ACTS =
  /\b(into|for|lock|procedure|outfile|dumpfile|call|handler|benchmark|sleep|get_lock|release_lock|load_file)\b|:=/i
/** Commands of the client itself, which stand at the beginning of a line. */
const CLIENT = /^\s*(system|source|tee|pager|edit|delimiter|connect|use)\b/im
/** What stands before a bracket and is no call of a function, and the functions that only look. */
const CALLS =
  /^(in|exists|and|or|not|as|on|where|from|select|any|all|join|using|then|when|else|by|having|case|union|distinct|between|like|limit|count|sum|min|max|avg|now|version|database|user|current_user|connection_id|concat|concat_ws|group_concat|coalesce|ifnull|if|nullif|round|floor|ceil|date|date_format|from_unixtime|unix_timestamp|timestampdiff|timediff|date_sub|date_add|substring|substr|left|right|length|char_length|lower|upper|trim|abs|greatest|least|format|curdate|sec_to_time)$/i

/** Whether all statements of a text only show something. What is not plainly one of them is not. */
export function mysqlReads(text: string): boolean {
  // A client's own commands, comments that are code, and quotes that are escaped begin with these signs.
  const plain = text.replaceAll(/\\[Gg]\s*$/g, '')
  if (/[\\#]|\/\*|--|[\uE000-\uE005]/.test(plain) || CLIENT.test(plain)) return false
  const parts = plain.split(/('[^']*'|"[^"]*"|`[^`]*`)/)
  // What is quoted can end nothing and call nothing.
  const bare = parts.map((part, index) => (index % 2 === 0 ? part : part.startsWith('`') ? 'name' : "''")).join('')
  if (/['"`]/.test(bare.replaceAll("''", ''))) return false
  const statements = bare.split(';').map((statement) => statement.trim())
  return statements.some(Boolean) && statements.every((statement) => statement === '' || isReading(statement))
}

function isReading(statement: string): boolean {
  if (SHOW.test(statement)) return true
  const query = statement.replace(/^(explain|describe|desc)\s+(?=select\b)/i, '')
  if (/^(describe|desc|explain)\s+[\w.]+$/i.test(statement)) return true
  if (!/^select\b/i.test(query) || ACTS.test(query)) return false
  return [...query.matchAll(/([\w.]+)\s*\(/g)].every(([, name = '']) => CALLS.test(name))
}

const mysql: ProgramEffects = (call) => {
  const said: string[] = []
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    if (isOption(word, /^(-[NBstEvAr]*e|--execute)$/)) {
      const next = call.words[++index]
      if (!next || next.splits || next.values.length !== 1)
        return unknown(call, 'is given SQL that is made while it runs')
      said.push(next.values[0]!)
    } else if (isOption(word, VALUED)) index++
    else if (mayBeOption(word) || (isFlag(word) && !isOption(word, PLAIN)))
      return unknown(call, 'has an option that is not known')
  }
  if (call.words.length === 1 && isOption(call.words[0], /^(-V|--version|--help)$/)) return
  if (said.length === 0 || !said.every(mysqlReads)) unknown(call, 'is given SQL that is not known to only read')
}

export const mysqlEffects: readonly [string, ProgramEffects][] = each('mysql mariadb', mysql)
