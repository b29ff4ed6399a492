/**
 * What a command looks for in a log, and whether a line that has nothing to do with it would be found as well.
 */
import type { Call, CommandFacts } from '@keys/command-analysis'

/** A search in a log. */
export interface LogSearch {
  call: Call
  /** What is looked for, as it is written. */
  pattern: string
  /** Whether it answers yes or no: one line is enough. */
  quiet: boolean
}

const SEARCHES = /^([efz]?grep|rg|ag)$/
const PRINTS_A_LOG = /^(journalctl|dmesg|stern)$/
const HAS_LOGS =
  /^(docker|podman|kubectl|oc|heroku|fly|flyctl|vercel|railway|nomad|supabase|pm2|wrangler|gcloud|aws|az)$/
const LOG_FILE = /(?:^|[^a-z])logs?(?:$|[^a-z])/i

/**
 * The searches of a command in logs, also by a function of its own.
 * @param facts What is known of the command and the scripts that it runs.
 */
export function logSearchesIn({ calls, functions }: CommandFacts): LogSearch[] {
  const printed = calls.some(printsLog)
  const inLogs = calls.filter((call) => SEARCHES.test(call.name) && (isOfLog(call) || (printed && !hasFile(call))))
  // A function that is given what to look for.
  const given = inLogs.some(({ deferred, words }) => deferred && words.some(isParameter))
  const handed = calls.filter(({ name }) => given && functions.has(name))
  return [...inLogs, ...handed].flatMap((call) => {
    const pattern = patternOf(call)
    return pattern === null ? [] : [{ call, pattern, quiet: call.words.some(isQuiet) }]
  })
}

/** What a shell would only know when it runs: `$1` in a function. */
function isParameter({ value }: Call['words'][number]): boolean {
  return value === '\0' || /^\$\d$/.test(value)
}

function isQuiet({ value }: Call['words'][number]): boolean {
  return /^-[a-zA-Z]*q[a-zA-Z]*$|^--(quiet|silent)$/.test(value)
}

function isOption(word: string): boolean {
  return word.startsWith('-') && word.length > 1
}

function isOfLog({ words }: Call): boolean {
  return operandsOf(words).some(({ value }) => LOG_FILE.test(value.replaceAll('_', ' ')))
}

/** What follows the pattern. */
function operandsOf(words: Call['words']): Call['words'] {
  const plain = words.filter(({ value }) => !isOption(value))
  return words.some(({ value }) => /^-[a-zA-Z]*e$/.test(value)) ? plain : plain.slice(1)
}

function hasFile({ words }: Call): boolean {
  return operandsOf(words).length > 0
}

function printsLog({ name, words }: Call): boolean {
  if (PRINTS_A_LOG.test(name)) return true
  if (HAS_LOGS.test(name)) return words.some(({ value }) => /^(logs?|tail)(:|$)/.test(value))
  return /^(tail|cat|zcat|head)$/.test(name) && words.some(({ value }) => LOG_FILE.test(value.replaceAll('_', ' ')))
}

function patternOf({ words }: Call): string | null {
  const value = words.find((word) => !isOption(word.value) && !isParameter(word))?.value
  return value === undefined || value.includes('\0') ? null : value
}

/**
 * The alternatives of a pattern that are a number of three or more digits and nothing else: `502` is found in an amount
 * too. What is anchored to both ends of a line is a line of its own.
 * @param pattern A regular expression, of any kind.
 */
export function bareNumbersIn(pattern: string): string[] {
  return alternatives(pattern).flatMap((alternative) => {
    const core = unwrapped(alternative)
    if (core !== alternative) return bareNumbersIn(core)
    // `50(0|2)` is as bare as `50[02]`.
    const flat = core.replaceAll(/\((?:\?:)?[\d|[\]-]+\)/g, '0')
    const atoms = flat.match(/\d|\[[\d-]+\]|\\d/g) ?? []
    const isBare = /^(?:\d|\[[\d-]+\]|\\d|\.)+(?:\{\d+(?:,\d*)?\}|[?+*])?$/.test(flat) && /\d/.test(flat)
    return isBare && atoms.length + (flat.match(/\./g)?.length ?? 0) >= 3 ? [core] : []
  })
}

/** The parts of a pattern between bars that stand in no group. */
function alternatives(pattern: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]
    // In a basic expression the bar has a backslash.
    if (char === '\\' && pattern[at + 1] === '|' && depth === 0) {
      parts.push(pattern.slice(from, at))
      from = at + 2
    }
    if (char === '\\') at++
    else if (char === '(') depth++
    else if (char === ')') depth--
    else if (char === '|' && depth === 0) {
      parts.push(pattern.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, pattern.slice(from)]
}

/** Without what only says where a word begins and ends, and without a group around the whole. */
function unwrapped(pattern: string): string {
  const core = pattern.trim().replaceAll(/^(?:\\[bBmMyY<>]|\[\[:[<>]:\]\])+|(?:\\[bBmMyY<>]|\[\[:[<>]:\]\])+$/g, '')
  const group = /^\\?\((?:\?:)?(.*?)\\?\)$/s.exec(core)?.[1]
  return group === undefined || !isBalanced(group) ? core : group
}

function isBalanced(text: string): boolean {
  let depth = 0
  for (const char of text.replaceAll(/\\./g, '')) {
    if (char === '(') depth++
    if (char === ')' && --depth < 0) return false
  }
  return depth === 0
}
