/**
 * What the tables of programs share.
 */
import { DYNAMIC, isDynamic, isOwnPath, written } from './paths.js'
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

/** A word with something put in place of some marks; a text in which it stands is code that only a run can tell. */
export function filledIn(word: ProgramWord, marks: readonly string[], put: string): ProgramWord {
  if (!word.values.some((value) => marks.some((mark) => value.includes(mark)))) return word
  const values = word.values.map((value) => marks.reduce((text, mark) => text.replaceAll(mark, put), value))
  return { ...word, values, code: null }
}

/** The words that are not options. */
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

/** The words of a call by what they are; or the first word that is not an option which is known. */
function wordsWith(
  call: ProgramCall,
  { plain = /^--(help|version)$/, valued = /^$/ }: Options
): { operands: ProgramWord[]; options: ProgramWord[] } | { refused: ProgramWord } {
  const found: ProgramWord[] = []
  const options: ProgramWord[] = []
  let isOver = false
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    if (isOver) found.push(word)
    else if (isOption(word, /^--$/)) isOver = true
    else if (isOption(word, valued)) {
      options.push(word)
      index++
    } else if (mayBeOption(word) || (isFlag(word) && !isOption(word, plain))) return { refused: word }
    else (isFlag(word) ? options : found).push(word)
  }
  return { operands: found, options }
}

/**
 * The words of a call that are not options, where all options are known; else null, which is noted. Long options can be cut
 * short, so that only those that are written out are known.
 */
export function knownOperands(call: ProgramCall, options: Options): ProgramWord[] | null {
  const found = wordsWith(call, options)
  if ('operands' in found) return found.operands
  const { refused } = found
  if (mayBeOption(refused)) dynamicOption(call, refused)
  else
    call.effects.unknown(
      `\`${call.name} ${written(refused.values[0] ?? '')}\` is not known to only read`,
      refused.place
    )
  return null
}

/** A form in which a program only shows something. */
export interface Form extends Options {
  /** What its words are that are not options, joined by blanks. */
  words: RegExp
  /** An option without which it does something else; with it, whatever the words are. */
  needs?: RegExp
  /** How many words stand before all options: an option that is misread there would hide what is done. */
  first?: number
}

/** No words at all. */
export const NOTHING = /^$/
/** Any words. */
export const ANYTHING = /^/s

/** A form without operands. */
export function bare(plain: RegExp, needs?: RegExp): Form {
  return { words: NOTHING, plain, ...(needs && { needs }) }
}

/** Options by which a program only says what it would do. */
const PRETENDS = /^(-s|-n|--(simulate|just-print|no-act|recon|dry-?run(=.*)?|check|assumeno|test))$/

/**
 * A program that only shows something in some forms. Of another one nobody can tell, but where its words certainly change
 * something.
 */
export function shows(forms: readonly Form[], acts?: RegExp): ProgramEffects {
  return (call) => {
    if (call.words.length > 0 && call.words.every((word) => isOption(word, /^(--version|--help)$/))) return
    if (forms.some((form) => isOfForm(call, form))) return
    const said = operands(call).map(({ values }) => values[0] ?? '')
    const isCertain = acts?.test(said.join(' ')) === true && !call.words.some((word) => isOption(word, PRETENDS))
    if (isCertain) changes(call)
    else unknown(call)
  }
}

function isOfForm(call: ProgramCall, form: Form): boolean {
  const { words, needs, first = 0 } = form
  const found = wordsWith(call, form)
  // Not every program takes `--` for the end of its options.
  if ('refused' in found || call.words.some((word) => isOption(word, /^--$/))) return false
  if (call.words.slice(0, first).some((word) => isFlag(word) || mayBeOption(word))) return false
  // What another option takes for its value says nothing: `helm upgrade x . --set --dry-run`.
  if (needs && !found.options.some((word) => isOption(word, needs))) return false
  return words.test(found.operands.map(({ values }) => (values.length === 1 ? values[0] : DYNAMIC)).join(' '))
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

/** The words of a call that are not options. */
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
