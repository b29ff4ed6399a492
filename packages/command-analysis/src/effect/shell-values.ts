/**
 * What the words of a shell script may be when it runs: all values that a variable is given anywhere in the script, in
 * whatever order it runs. What only a run can tell is `DYNAMIC`.
 */
import type { SyntaxNode, Word, WordPart } from 'unbash'
import { DYNAMIC, environmentValue, isDynamic, literalValue, NAME, NUMBER } from './paths.js'
import { joined } from '../shell/words.js'
import { Assignments, type Given } from './shell-assignments.js'
import { valueOfSubstitution } from './shell-substitutions.js'

/** A word. */
export interface AbstractWord {
  /** What it may be. */
  values: readonly string[]
  /** Whether the shell may make several words of it. */
  splits: boolean
  node: Word
}

/** Variables that the shell itself keeps numbers in. */
const KEPT = /^(RANDOM|SECONDS|EPOCHSECONDS|LINENO|UID|EUID|PPID|BASHPID|SHLVL|COLUMNS|LINES)$/
/** More values than these are any value. */
const MOST = 50
const DEEPEST = 6
/** A word of more parts than these is any value: each part is one more look at all that stands before it. */
const MOST_PARTS = 200

/** The variables of a script. */
export class Variables {
  readonly #given: Assignments
  readonly #known = new Map<string, readonly string[]>()
  readonly #active = new Set<string>()

  /** @param root The script. */
  constructor(root: SyntaxNode) {
    this.#given = new Assignments(root)
  }

  /** All names that are given a value in the script. */
  get names(): readonly string[] {
    return this.#given.names
  }

  /** What a word may be. */
  word(node: Word): AbstractWord {
    return { ...this.#expand(node, 0), node }
  }

  /** What a variable may be at an offset. */
  valuesOf(name: string, at: number): readonly string[] {
    return this.#valuesOf(name, at, 0)
  }

  #valuesOf(name: string, at: number, depth: number): readonly string[] {
    const given = this.#given.of(name)
    const isOutside = /^[A-Z][A-Z0-9_]*$/.test(name)
    const outside = KEPT.test(name) ? NUMBER : isOutside ? environmentValue(name) : DYNAMIC
    if (given.length === 0) return [outside]
    if (depth > DEEPEST) return [DYNAMIC]
    const values = this.#givenValues(name, given, depth)
    // Before it is set for certain it is what the environment has; an unset one of the script is empty.
    const set = given.findLast(
      ({ value, start, end }) => typeof value !== 'string' && start < at && end !== null && at <= end
    )
    const mayBeEmpty = given.some(
      ({ value, start }) => value === 'unset' || (value === 'empty' && (set === undefined || start > set.start))
    )
    return bounded([...values, ...(mayBeEmpty ? [''] : []), ...(set ? [] : [isOutside ? outside : ''])])
  }

  /** What the script gives to a variable; what grows by itself is any value. */
  #givenValues(name: string, given: readonly Given[], depth: number): readonly string[] {
    const before = this.#known.get(name)
    if (before) return before
    if (this.#active.has(name)) return [DYNAMIC]
    this.#active.add(name)
    const values = bounded(
      given.flatMap(({ value }) =>
        value === 'any'
          ? [DYNAMIC]
          : typeof value === 'string'
            ? value === 'name'
              ? [NAME, '']
              : []
            : 'item' in value
              ? itemsOf(this.#expand(value.item, depth + 1))
              : this.#expand(value, depth + 1).values
      )
    )
    this.#active.delete(name)
    // What was read while another one was open may lack its values.
    if (this.#active.size === 0) this.#known.set(name, values)
    return values
  }

  #expand(node: Word, depth: number): Omit<AbstractWord, 'node'> {
    const parts = node.parts ?? []
    if (parts.length === 0) return { values: [literalValue(node.value)], splits: false }
    if (parts.length > MOST_PARTS) return { values: [DYNAMIC], splits: true }
    let values: readonly string[] = ['']
    let splits = false
    for (const part of parts) {
      const next = this.#part(part, depth)
      values = bounded(joined(values, next))
      splits ||= isUnquotedExpansion(part) && next.some((text) => text === '' || /[\s\uE000\uE002\uE005*?[]/.test(text))
    }
    return { values, splits }
  }

  #part(node: WordPart, depth: number): readonly string[] {
    switch (node.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        return [literalValue(node.value)]
      case 'Glob':
        return [literalValue(node.text)]
      case 'DoubleQuoted':
      case 'LocaleString': {
        if (node.parts.length > MOST_PARTS) return [DYNAMIC]
        let values: readonly string[] = ['']
        for (const part of node.parts) values = bounded(joined(values, this.#part(part, depth)))
        return values
      }
      case 'ArithmeticExpansion':
        return [NUMBER]
      case 'SimpleExpansion':
        if (/^\$[#?$!]$/.test(node.text)) return [NUMBER]
        return this.#valuesOf(node.text.slice(1), node.pos, depth)
      case 'ParameterExpansion': {
        if (node.prefix === '#') return [NUMBER]
        if (node.prefix !== undefined || node.index) return [DYNAMIC]
        const own = this.#valuesOf(node.parameter, node.pos, depth)
        const { operation } = node
        if (operation === undefined) return own
        if (operation.type === 'Remove')
          return removed(own, operation.operator, this.#expand(operation.operand, depth + 1).values)
        if (operation.type !== 'Default') return [DYNAMIC]
        if (operation.operator.includes('?')) return own
        const other = this.#expand(operation.operand, depth + 1).values
        return operation.operator.includes('+') ? ['', ...other] : bounded([...own, ...other])
      }
      case 'CommandExpansion':
        return [valueOfSubstitution(node.script)]
      default:
        return [DYNAMIC]
    }
  }
}

/**
 * What a loop goes over: one word each of what the shell splits, and the names of files in place of a pattern. What such a
 * name begins with is what stands before the pattern.
 */
function itemsOf({ values, splits }: Omit<AbstractWord, 'node'>): readonly string[] {
  return values.flatMap((value) => {
    if (splits && isDynamic(value)) return [value === NAME ? NAME : DYNAMIC]
    const pattern = value.search(/[*?[]/)
    return pattern === -1 ? [value] : [value.slice(0, pattern) + DYNAMIC]
  })
}

/** `${name%:*}` and the like, of values that are known. */
function removed(values: readonly string[], operator: string, patterns: readonly string[]): readonly string[] {
  const [pattern = ''] = patterns
  if (patterns.length !== 1 || isDynamic(pattern) || /[[\]\\]/.test(pattern)) return [DYNAMIC]
  const glob = pattern.replaceAll(/[.+^${}()|]/g, String.raw`\$&`).replaceAll('?', '.')
  const any = glob.replaceAll('*', operator.length === 2 ? '.*' : '.*?')
  const isPrefix = operator.startsWith('#')
  return values.map((value) => {
    if (isDynamic(value)) return DYNAMIC
    if (isPrefix) return value.replace(new RegExp(`^${any}`, 's'), '')
    // The shortest end begins last.
    const starts = Array.from({ length: value.length + 1 }, (_, index) => index)
    const order = operator.length === 2 ? starts : starts.toReversed()
    const whole = new RegExp(`^${glob.replaceAll('*', '.*')}$`, 's')
    const start = order.find((index) => whole.test(value.slice(index)))
    return start === undefined ? value : value.slice(0, start)
  })
}

function bounded(values: readonly string[]): readonly string[] {
  if (values.length < 2) return values
  const all = [...new Set(values)]
  return all.length > MOST ? [...all.slice(0, MOST), DYNAMIC] : all
}

function isUnquotedExpansion({ type }: WordPart): boolean {
  return !['Literal', 'SingleQuoted', 'AnsiCQuoted', 'DoubleQuoted', 'LocaleString'].includes(type)
}
