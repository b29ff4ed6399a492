/**
 * What the calls of a shell script read on their standard input.
 */
import type { Pipeline, Redirection, Word, WordPart } from 'unbash'
import type { MappedText } from '../text/mapped-text.js'
import type { ProgramInput } from './scope.js'
import { environmentValue } from './paths.js'
import { printsNames } from './shell-names.js'
import { isEmptyEcho, isInput, saidBy } from './shell-nodes.js'
import type { Variables } from './shell-values.js'

/** Nothing comes. */
export const NONE: ProgramInput = { type: 'none' }
/** Something comes, and only a run can tell what. */
export const UNKNOWN: ProgramInput = { type: 'unknown' }

/** Tells what is read. */
export class ShellInputs {
  readonly #code: MappedText
  readonly #variables: Variables

  constructor(code: MappedText, variables: Variables) {
    this.#code = code
    this.#variables = variables
  }

  /** What a command of a pipeline reads. A loop shares it among its commands. */
  handedOn({ commands, operators }: Pipeline, index: number, piped: ProgramInput): ProgramInput {
    const before = commands[index - 1]
    if (isEmptyEcho(before)) return piped.type === 'none' ? NONE : UNKNOWN
    if (commands[index]?.type !== 'Command' || operators.slice(0, index).some((operator) => operator !== '|'))
      return UNKNOWN
    if (printsNames(commands.slice(0, index))) return { type: 'names' }
    const said = before?.type === 'Command' ? saidBy(before) : null
    const code = said ? this.literalCode(said) : null
    return code && !/^-|\\/.test(code.text) ? { type: 'text', code, isLiteral: true, isPlain: true } : UNKNOWN
  }

  /** The code in a word of which the shell changes nothing but quotes. */
  literalCode(word: Word): MappedText | null {
    const [part, ...others] = word.parts ?? []
    if (!part) return this.#code.slice(word.pos, word.end)
    if (others.length > 0) return null
    if (part.type === 'SingleQuoted') return this.#code.slice(part.pos + 1, part.end - 1)
    const isPlain =
      part.type === 'DoubleQuoted' && part.parts.every(({ type }) => type === 'Literal') && !part.text.includes('\\')
    return isPlain ? this.#code.slice(part.pos + 1, part.end - 1) : null
  }

  /** The text in double quotes in which the shell changes nothing but that it puts inputs in, with what stands for these. */
  filledCode({ parts }: Word, values: readonly string[]): MappedText | null {
    const [part, ...others] = parts ?? []
    if (part?.type !== 'DoubleQuoted' || others.length > 0 || values.length !== 1) return null
    const code = this.#code.slice(part.pos + 1, part.end - 1)
    const inputs = [...code.text.matchAll(/\$(?:\{([A-Z]\w*)\}|([A-Z]\w*))/g)]
    const filled = code.replace(
      inputs.map(({ index, 0: { length }, 1: braced, 2: bare }) => ({
        start: index,
        end: index + length,
        text: environmentValue(braced ?? bare ?? '')
      }))
    )
    return filled.text === values[0] ? filled : null
  }

  /** What a call reads: the last of its redirections, or what is handed on to it. */
  of(redirects: readonly Redirection[], piped: ProgramInput): ProgramInput {
    const last = redirects.findLast(isInput)
    if (!last) return piped
    if (last.type === 'HereDoc') {
      const { body, delimiter } = last
      const isLiteral = delimiter?.quoted === true || !body.parts || body.parts.every(({ type }) => type === 'Literal')
      const code = this.#code.slice(body.pos, body.end)
      const isPlain = (body.parts ?? []).every((part) => part.type === 'Literal' || this.#isPlain(part))
      return {
        type: 'text',
        code,
        isLiteral: isLiteral && (delimiter?.quoted === true || !/[\\]/.test(code.text)),
        isPlain
      }
    }
    if (last.type === 'HereString' && last.target) {
      const code = this.literalCode(last.target)
      return code ? { type: 'text', code, isLiteral: true, isPlain: true } : { type: 'unknown' }
    }
    const target = last.type === 'Redirect' ? last.target : undefined
    const values = target ? this.#variables.word(target).values : []
    return values.length > 0 && values.every((value) => value === '/dev/null') ? { type: 'none' } : { type: 'unknown' }
  }

  /** Whether what is put into a text comes from a person, or is known to be one word or sentence. */
  #isPlain(part: WordPart): boolean {
    const { pos, end } = part
    const { values } = this.#variables.word({ type: 'Word', text: '', value: '', pos, end, parts: [part] })
    return values.every((value) => !/["\n\\\uE000\uE001]/.test(value))
  }
}
