/**
 * What the words of a script of the shell come to, as far as that stands in the text.
 */
import type { Assignment, HereDoc, Redirection, SyntaxNode, Word as ShellWord } from 'unbash'
import type { Input, Word } from '../facts.js'
import type { MappedText } from '../text/mapped-text.js'

/** A variable of the shell: what it may be, and the inputs whose plain value it holds. */
export interface Value {
  values: readonly string[]
  holds: readonly string[]
}

/** A variable of the environment, read. */
export interface NameRead {
  name: string
  /** Whether there is another value for when it is not set. */
  optional: boolean
  /** Where it is read, from and to, in the script. */
  start: number
  end: number
}

/** A loop over more words than this is followed for the first ones. */
export const MAX_VALUES = 50

/** Reads the words of one script, with the variables that are known at the place which is read. */
export class ShellWords {
  readonly #code: MappedText
  readonly #values: ReadonlyMap<string, Value>

  /**
   * @param code The script.
   * @param values The variables that are set; it may change while the script is walked.
   */
  constructor(code: MappedText, values: ReadonlyMap<string, Value>) {
    this.#code = code
    this.#values = values
  }

  /** What a variable is after an assignment. */
  assigned({ name, value, append }: Assignment): Value {
    if (value.type !== 'Word') return { values: ['\0'], holds: value.elements.flatMap((word) => this.word(word).holds) }
    const { values, holds } = this.word(value)
    if (!append) return { values, holds }
    return { values: ['\0'], holds: [...(this.#values.get(name)?.holds ?? []), ...holds] }
  }

  /** What redirections hand to a call on its standard input; null when it is nothing that stands in the script. */
  input(redirects: readonly Redirection[]): Input | null {
    const last = redirects.findLast((redirect) => redirect.type !== 'Redirect')
    if (last?.type === 'HereString' && last.target) {
      const { code, holds, value } = this.word(last.target)
      return code ? { code, holds, expanded: false } : { code: this.#code.slice(0, 0), holds, expanded: value !== '' }
    }
    return last?.type === 'HereDoc' ? this.#hereDocument(last) : null
  }

  #hereDocument({ body, delimiter }: HereDoc): Input {
    const code = this.#code.slice(body.pos, body.end)
    if (delimiter?.quoted || !body.parts) return { code, holds: [], expanded: false }
    const changes = body.parts
      .filter(({ type }) => type !== 'Literal')
      .map(({ pos, end }) => ({ start: pos - body.pos, end: end - body.pos, text: 'x' }))
    const escapes = [...code.text.matchAll(/\\(?=[$`\\])|\\\n/g)].map(({ index, 0: text }) => ({
      start: index,
      end: index + text.length,
      text: ''
    }))
    const all = [...changes, ...escapes].toSorted((a, b) => a.start - b.start)
    const holds = body.parts.flatMap((part) => this.#holds(part))
    return { code: code.replace(all), holds, expanded: changes.length > 0 }
  }

  /** The variables of the environment that an expansion reads by itself, without what stands inside it. */
  namesRead(node: SyntaxNode): NameRead[] {
    const { pos: start, end } = node
    const reads = (name: string, optional = false): NameRead => ({ name, optional, start, end })
    return this.#namesIn(node, reads).filter(({ name }) => /^[A-Z][A-Z0-9_]*$/.test(name))
  }

  #namesIn(node: SyntaxNode, reads: (name: string, optional?: boolean) => NameRead): NameRead[] {
    switch (node.type) {
      case 'SimpleExpansion':
        return [reads(node.text.slice(1))]
      case 'ParameterExpansion': {
        const { operation, parameter, prefix } = node
        const optional = operation?.type === 'Default' && !operation.operator.includes('?')
        // `${!name}` reads what the value of `name` names.
        const names = prefix === '!' ? (this.#values.get(parameter)?.values ?? []) : [parameter]
        return names.map((name) => reads(name, optional))
      }
      case 'ArithmeticWord':
        return [...node.value.matchAll(/(?<![\w$])[A-Z][A-Z0-9_]*\b/g)].map(({ index, 0: name }) => {
          const start = node.pos + index
          return { name, optional: false, start, end: start + name.length }
        })
      default:
        return []
    }
  }

  /** A word with its values. */
  word(word: ShellWord): Word {
    const parts = word.parts ?? []
    let values: readonly string[] = parts.length === 0 ? [word.value] : ['']
    const holds: string[] = []
    for (const part of parts) {
      values = joined(values, this.#partValues(part)).slice(0, MAX_VALUES)
      holds.push(...this.#holds(part))
    }
    const [value = ''] = values
    const place = this.#code.span(word.pos, word.end)
    const literal = values.length === 1 && !/[\0$]/.test(parts.length === 0 ? '' : value)
    return { value, values, holds, literal, code: this.#literalCode(word), place }
  }

  /** The code in a word of which the shell changes nothing but quotes. */
  #literalCode(word: ShellWord): MappedText | null {
    const [part, ...others] = word.parts ?? []
    if (!part) return this.#code.slice(word.pos, word.end)
    if (others.length > 0) return null
    if (part.type === 'SingleQuoted') return this.#code.slice(part.pos + 1, part.end - 1)
    const plain =
      part.type === 'DoubleQuoted' && part.parts.every(({ type }) => type === 'Literal') && !part.text.includes('\\')
    return plain ? this.#code.slice(part.pos + 1, part.end - 1) : null
  }

  #partValues(node: SyntaxNode): readonly string[] {
    switch (node.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        return [node.value]
      case 'DoubleQuoted':
      case 'LocaleString': {
        let values: readonly string[] = ['']
        for (const part of node.parts) values = joined(values, this.#partValues(part)).slice(0, MAX_VALUES)
        return values
      }
      case 'SimpleExpansion':
        return this.#valuesOf(node.text.slice(1))
      case 'ParameterExpansion':
        if (node.prefix || node.index) return ['\0']
        // `${NAME:?}` has the value of NAME.
        if (node.operation && !(node.operation.type === 'Default' && node.operation.operator.includes('?')))
          return ['\0']
        return this.#valuesOf(node.parameter)
      case 'Glob':
        return [node.text]
      default:
        return ['\0']
    }
  }

  #valuesOf(name: string): readonly string[] {
    return this.#values.get(name)?.values ?? (/^[A-Z][A-Z0-9_]*$/.test(name) ? [`$${name}`] : ['\0'])
  }

  /** The variables whose plain value a part of a word holds: not its length, not whether it is set, not a part of it. */
  #holds(node: SyntaxNode): string[] {
    if (node.type === 'DoubleQuoted' || node.type === 'LocaleString')
      return node.parts.flatMap((part) => this.#holds(part))
    if (node.type === 'SimpleExpansion') return this.#heldBy(node.text.slice(1))
    if (node.type !== 'ParameterExpansion' || node.prefix === '#') return []
    const { operation } = node
    if (operation?.type === 'Slice' || operation?.type === 'Remove') return []
    if (operation?.type === 'Default' && operation.operator.includes('+')) return []
    if (node.prefix === '!')
      return (this.#values.get(node.parameter)?.values ?? []).filter((name) => /^[A-Z]/.test(name))
    return this.#heldBy(node.parameter)
  }

  #heldBy(name: string): string[] {
    return [...(this.#values.get(name)?.holds ?? (/^[A-Z][A-Z0-9_]*$/.test(name) ? [name] : []))]
  }
}

/**
 * Each of some texts with each of others behind it.
 * @param values What comes first.
 * @param next What follows.
 */
export function joined(values: readonly string[], next: readonly string[]): readonly string[] {
  const [value, text] = [values[0], next[0]]
  if (values.length === 1 && next.length === 1 && value !== undefined && text !== undefined) return [value + text]
  return values.flatMap((before) => next.map((after) => before + after))
}
