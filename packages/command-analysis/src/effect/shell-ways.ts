/**
 * The lists of words that a program may be given by one call of a script.
 */
import type { Effects } from './effects.js'
import { isDynamic, NAME } from './paths.js'
import type { ProgramWord } from './scope.js'

/** A call that may be given more different lists of words than these may be given anything. */
const MOST_WAYS = 32

/** All lists of words that a call may be given: with `${TLS:+--tls}` there are two. */
export function waysOf(
  words: readonly ProgramWord[],
  program: string,
  effects: Effects
): readonly (readonly ProgramWord[])[] {
  let ways: readonly (readonly ProgramWord[])[] = [[]]
  for (const word of words) {
    const next = splitWord(word, program, effects)
    if (ways.length * next.length > MOST_WAYS) {
      effects.unknown(`\`${program}\` may be given too many different words`, word.place)
      return []
    }
    ways = ways.flatMap((way) => next.map((more) => [...way, ...more]))
  }
  return ways
}

/** A word that the shell splits is as many words as it holds; it may hold one text or another. */
function splitWord(word: ProgramWord, program: string, effects: Effects): readonly (readonly ProgramWord[])[] {
  // `${after:+-d "starting_after=$after"}` is an option with its value, or nothing.
  if (!word.splits || /^\$\{\w+:\+-\w "[^"`]*"\}$/.test(word.node.text)) return [[word]]
  if (word.values.every((value) => !isDynamic(value) && !/[*?[\]]/.test(value)))
    return word.values.map((value) =>
      value
        .split(/\s+/)
        .filter(Boolean)
        .map((text) => ({ ...word, values: [text], splits: false, code: null }))
    )
  if (word.values.every((value) => value === NAME || value === ''))
    return several({ ...word, splits: false, code: null })
  // Files that are there may be named like options.
  if (word.values.some((text) => /^[*?[]/.test(text)))
    effects.unknown(`\`${program}\` is given files that may be named like options`, word.place)
  for (const text of word.values)
    if (text === '' || /\s/.test(text))
      effects.unknown(`\`${program}\` is given a text that the shell may split`, word.place)
    else effects.becomesCode(text, `\`${program}\` is given a text that the shell may split`, word.place)
  return [[{ ...word, splits: word.values.some((text) => text.includes('\uE000')) }]]
}

/** None, one, or more than a program tells apart. */
export function several(word: ProgramWord): readonly (readonly ProgramWord[])[] {
  const one = { ...word, values: [NAME] }
  return [[], [one], [one, one], [one, one, one]]
}

/** Notes the inputs that a program would take for an option, were there a dash before them. */
export function noteOperands(words: readonly ProgramWord[], effects: Effects): void {
  const end = words.findIndex(({ values }) => values.length > 0 && values.every((value) => value === '--'))
  for (const { values } of end === -1 ? words : words.slice(0, end)) {
    for (const value of values) {
      const name = /^\uE002(\w+)\uE003/.exec(value)?.[1]
      if (name !== undefined) effects.operands.add(name)
    }
  }
}
