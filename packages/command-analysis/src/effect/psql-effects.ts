/**
 * What a call of psql may do.
 */
import { isOwnPath, written } from './paths.js'
import { isFlag, isOption, mayBeOption, unknown, writesTo } from './programs-common.js'
import type { ProgramCall, PsqlVariables } from './scope.js'

/** Variables that options set: what they hold comes from outside of the text. */
function givenVariables({ words }: ProgramCall): PsqlVariables {
  const texts = words.flatMap(({ values }) => values)
  return new Map(
    texts.flatMap((text) => {
      const name = /^(?:-\w*v|--(?:set|variable)=)?(\w+)=/.exec(text)?.[1]
      return name === undefined ? [] : [[name, null] as const]
    })
  )
}

const VALUED = /^(-[FPRTdhUpv]|--(set|variable|field-separator|pset|record-separator|dbname|host|username|port))$/
const PLAIN =
  /^(-[XqAtwW1bezEHnSx0a]+|-[XqAtwW1bezEHnSx0a]*v|-[FPRdhUpv]\S+|--(no-psqlrc|quiet|no-align|tuples-only|no-password|csv|expanded|single-transaction|echo-\w+|html|version|help|no-readline)|--(set|variable|field-separator|pset|dbname|host|username|port)=.*|-V|-l|--list)$/s

/** One `\\copy` of a query or a table into a file, in whose path stands the one thing that is put in. */
const COPIES =
  /^\s*\\copy\s+(?:\([^\uE000-\uE005]*\)|[\w."]+(?:\s*\([\w\s,"]*\))?)\s+to\s+'(\uE002\w+\uE003[^'\uE000-\uE005]*)'[^\uE000-\uE005]*$/i

/** Notes what a call of psql may do: what it is given as text is looked into. */
export function psqlEffects(call: ProgramCall): void {
  let hasText = false
  const stops =
    call.words.some(
      (word, index) =>
        isOption(word, /^(--(set|variable)=|-v)?ON_ERROR_STOP=(1|on|true)$/i) &&
        (isFlag(word) || isOption(call.words[index - 1], /^(-\w*v|--set|--variable)$/))
    ) ||
    (call.input.type === 'text' &&
      /^\s*\\set ON_ERROR_STOP (on|1|true)\s*$/im.test(call.input.code.text.split('\n')[0] ?? ''))
  const given = givenVariables(call)
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    const next = call.words[index + 1]
    if (isOption(word, /^(-V|--version|--help|-l|--list)$/)) hasText = true
    if (isOption(word, VALUED) || isOption(word, /^-[XqAtw1]+[vdhUpFPR]$/)) index++
    else if (isOption(word, /^(-[XqAtw1]*c|--command)$/)) {
      hasText = true
      index++
      const copy = next?.filled && COPIES.exec(next.filled.text)
      if (next?.code && next.values.length === 1) call.languages.sql(next.code, call, given, true)
      else if (next?.filled && copy && isOwnPath(copy[1] ?? '')) {
        // The policy lets the folder hold no quote.
        call.languages.sql(next.filled, call, given, true)
      } else call.effects.unknown('`psql -c` is given SQL that is made while it runs', next?.place ?? call.place)
    } else if (isOption(word, /^(-[XqAtw1]*f|--file|--file=.*)$/s)) {
      hasText = true
      const isAttached = isOption(word, /^--file=/)
      if (!isAttached) index++
      const file = isAttached ? { ...word, values: word.values.map((value) => value.slice('--file='.length)) } : next
      for (const value of file?.values ?? ['\uE000']) {
        const texts = call.files.get(written(value)) ?? null
        if (isOption(file, /^-$/) && call.input.type === 'text' && call.input.isLiteral)
          call.languages.sql(call.input.code, call, given, stops)
        else if (texts === null)
          call.effects.unknown(`a file of SQL that is not looked into, \`${written(value)}\``, word.place)
        else
          for (const text of texts)
            call.languages.sql(text, { ...call, depth: call.depth + 1 }, given, stops, written(value))
      }
    } else if (isOption(word, /^(-[oL]|--(output|log-file))$/)) {
      index++
      if (next && isOption(next, /^\|/)) unknown(call, 'hands its output to a program')
      else writesTo(call, next, '`psql` writes to')
    } else if (isFlag(word) || mayBeOption(word)) {
      if (!isOption(word, PLAIN))
        call.effects.unknown(`\`psql ${written(word.values[0] ?? '')}\` is not known`, word.place)
    }
  }
  if (hasText) return
  if (call.input.type === 'text' && call.input.isLiteral) call.languages.sql(call.input.code, call, given, stops)
  else if (call.input.type !== 'none') call.effects.unknown('`psql` reads SQL that is made while it runs', call.place)
}
