/**
 * What the tables of programs share.
 */
import { isDynamic, isOwnPath, written } from './paths.js'
import type { ProgramCall, ProgramEffects, ProgramWord } from './scope.js'

/** A program that only reads, whatever it is given. */
export const reads: ProgramEffects = () => {}

/** Gives each of some names the same. */
export function each(names: string, effects: ProgramEffects): [string, ProgramEffects][] {
  return names.split(/\s+/).map((name) => [name, effects])
}

/** Whether a word may begin an option that only a run can tell. */
export function mayBeOption({ values, splits }: ProgramWord): boolean {
  return splits || values.some((value) => value.startsWith('\uE000'))
}

/** An option that only a run can tell. */
export function dynamicOption({ name, effects }: ProgramCall, { values, place }: ProgramWord): void {
  const value = values.find((one) => isDynamic(one)) ?? values[0] ?? ''
  effects.unknown(`\`${name}\` is given \`${written(value)}\`, which may be an option`, place)
}

/** Whether every value of a word has some form; false where there is no word. */
export function isOption(word: ProgramWord | undefined, form: RegExp): boolean {
  return word !== undefined && word.values.every((value) => form.test(value))
}

/** Whether a word may be an option at all. */
export function isFlag({ values }: ProgramWord): boolean {
  return values.some((value) => /^-./.test(value))
}

/** The words that are no options. */
export function operands({ words }: ProgramCall): ProgramWord[] {
  const end = words.findIndex((word) => isOption(word, /^--$/))
  return words.filter((word, index) => (end !== -1 && index > end) || !isFlag(word))
}

/** What a program may be told without doing more than its words say. */
export interface Options {
  /** Options that stand alone. */
  plain?: RegExp
  /** Options whose value is the next word. */
  valued?: RegExp
}

/**
 * The words of a call that are no options, where all options are known; else null, which is noted. Long options can be cut
 * short, so that only those that are written out are known.
 */
export function knownOperands(
  call: ProgramCall,
  { plain = /^--(help|version)$/, valued = /^$/ }: Options
): ProgramWord[] | null {
  const found: ProgramWord[] = []
  let isOver = false
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    if (isOver) found.push(word)
    else if (isOption(word, /^--$/)) isOver = true
    else if (isOption(word, valued)) index++
    else if (mayBeOption(word)) {
      dynamicOption(call, word)
      return null
    } else if (!isFlag(word)) found.push(word)
    else if (!isOption(word, plain)) {
      call.effects.unknown(`\`${call.name} ${written(word.values[0] ?? '')}\` is not known to only read`, word.place)
      return null
    }
  }
  return found
}

/** A program that only reads with options that are known. */
export function readsWith(
  options: Options,
  check?: (call: ProgramCall, words: readonly ProgramWord[]) => void
): ProgramEffects {
  return (call) => {
    const words = knownOperands(call, options)
    if (words) check?.(call, words)
  }
}

/** Notes a path that is written. */
export function writesTo(call: ProgramCall, word: ProgramWord | undefined, what: string): void {
  if (!word) return
  for (const value of word.values) {
    if (isOwnPath(value)) call.made.add(value)
    // Several files may come of it, of which one is written.
    if (word.splits) call.effects.unknown(`${what} \`${written(value)}\`, wherever that lies`, word.place)
    else call.effects.writes(value, word.place, what)
  }
}

/** The words of a call that are no options. */
function saidIn({ words }: ProgramCall): string[] {
  return words.flatMap(({ values }) => values.slice(0, 1)).filter((value) => !value.startsWith('-'))
}

/** Says that it changes something. */
export function changes(call: ProgramCall, irreversible = false, said = saidIn(call)): void {
  const { effects, name, place } = call
  effects.changes(`\`${written([name, ...said.slice(0, 2)].join(' '))}\``, place, irreversible)
}

/** Says that nobody can tell. */
export function unknown(call: ProgramCall, why = 'is not known to only read'): void {
  const said = saidIn(call)
  call.effects.unknown(`\`${written([call.name, ...said.slice(0, 2)].join(' '))}\` ${why}`, call.place)
}
