/**
 * What the words of a shell script may be when it runs: all values that a variable is given anywhere in the script, in
 * whatever order it runs. What only a run can tell is `DYNAMIC`.
 */
import { forEachChild, type Assignment, type SyntaxNode, type Word, type WordPart } from 'unbash'
import { DYNAMIC, environmentValue, isDynamic, literalValue, TEMPORARY } from './paths.js'

/** A word. */
export interface AbstractWord {
  /** What it may be. */
  values: readonly string[]
  /** Whether the shell may make several words of it. */
  splits: boolean
  node: Word
}

type Given = { word: Word; start: number; isCertain: boolean } | null

/** Programs that put something into the variables that they name. */
const SETTERS = new Set(['read', 'mapfile', 'readarray', 'getopts', 'let', 'printf', 'wait', 'coproc'])
/** More values than these are any value. */
const MOST = 50
const DEEPEST = 6
/** A word of more parts than these is any value: each part is one more look at all that stands before it. */
const MOST_PARTS = 200

/** The variables of a script. */
export class Variables {
  readonly #given = new Map<string, Given[]>()
  readonly #known = new Map<string, readonly string[]>()
  readonly #active = new Set<string>()

  /** @param root The script. */
  constructor(root: SyntaxNode) {
    this.#collect(root, true)
  }

  /** Whether a name is given a value in the script. */
  has(name: string): boolean {
    return this.#given.has(name)
  }

  /** What a word may be. */
  word(node: Word): AbstractWord {
    return { ...this.#expand(node, 0), node }
  }

  #collect(node: SyntaxNode, isCertain: boolean): void {
    switch (node.type) {
      case 'Assignment':
        this.#assign(node, isCertain)
        break
      case 'For':
      case 'Select':
        if (node.wordlist === undefined) this.#add(node.name.value, null)
        for (const word of node.wordlist ?? []) this.#add(node.name.value, { word, start: node.pos, isCertain: false })
        break
      case 'ParameterExpansion':
        if (node.operation?.type === 'Default' && node.operation.operator.includes('=')) this.#add(node.parameter, null)
        break
      case 'ArithmeticBinary':
      case 'ArithmeticUnary':
        if (/^(.*=|\+\+|--)$/.test(node.operator) && !/^[=!<>]=$/.test(node.operator)) this.#arithmetic(node)
        break
      case 'Command': {
        const name = node.name?.value ?? ''
        if (SETTERS.has(name) || node.name?.parts !== undefined) {
          for (const part of node.args)
            if (part.type === 'Word' && /^\w+$/.test(part.value)) this.#add(part.value, null)
        }
        break
      }
      case 'Redirect':
        if (node.descriptor?.type === 'FileDescriptorVariable') this.#add(node.descriptor.name, null)
        break
      default:
    }
    const inner = isCertain && !/^(If|While|For|Select|Case|AndOr|Function|ArithmeticFor|Coproc)$/.test(node.type)
    forEachChild(node, (child) => this.#collect(child, inner))
    if (node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') {
      if (node.script) this.#collect(node.script, false)
    }
  }

  #assign(node: Assignment, isCertain: boolean): void {
    if (node.value.type !== 'Word' || node.append || node.index) this.#add(node.name, null)
    else this.#add(node.name, { word: node.value, start: node.pos, isCertain })
  }

  #arithmetic(node: SyntaxNode): void {
    forEachChild(node, (child) => {
      if (child.type === 'ArithmeticWord' && /^\w+$/.test(child.value)) this.#add(child.value, null)
    })
  }

  #add(name: string, given: Given): void {
    this.#given.set(name, [...(this.#given.get(name) ?? []), given])
  }

  #valuesOf(name: string, at: number, depth: number): readonly string[] {
    const given = this.#given.get(name)
    const outside = /^[A-Z][A-Z0-9_]*$/.test(name) ? environmentValue(name) : DYNAMIC
    if (!given) return [outside]
    if (depth > DEEPEST) return [DYNAMIC]
    const values = this.#givenValues(name, given, depth)
    // Before it is set for certain it is what the environment has; an unset one of the script is empty.
    const isSet = given.some((one) => one?.isCertain === true && one.start < at)
    return bounded(isSet || outside === DYNAMIC ? values : [...values, outside])
  }

  /** What the script gives to a variable; what grows by itself is any value. */
  #givenValues(name: string, given: readonly Given[], depth: number): readonly string[] {
    const before = this.#known.get(name)
    if (before) return before
    if (this.#active.has(name)) return [DYNAMIC]
    this.#active.add(name)
    const values = bounded(
      given.flatMap((one) => (one === null ? [DYNAMIC] : this.#expand(one.word, depth + 1).values))
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
      values = bounded(values.flatMap((value) => next.map((text) => value + text)))
      splits ||= isUnquotedExpansion(part) && next.some((text) => text === '' || /[\s\uE000\uE002*?[]/.test(text))
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
        for (const part of node.parts) {
          const next = this.#part(part, depth)
          values = bounded(values.flatMap((value) => next.map((text) => value + text)))
        }
        return values
      }
      case 'SimpleExpansion':
        return this.#valuesOf(node.text.slice(1), node.pos, depth)
      case 'ParameterExpansion': {
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
        return [isTemporary(node.script) ? TEMPORARY : DYNAMIC]
      default:
        return [DYNAMIC]
    }
  }
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
  const all = [...new Set(values)]
  return all.length > MOST ? [...all.slice(0, MOST), DYNAMIC] : all
}

function isUnquotedExpansion({ type }: WordPart): boolean {
  return !['Literal', 'SingleQuoted', 'AnsiCQuoted', 'DoubleQuoted', 'LocaleString'].includes(type)
}

/** `$(mktemp)` and `$(mktemp -d)`. */
function isTemporary(script: SyntaxNode | undefined): boolean {
  if (script?.type !== 'Script' || script.commands.length !== 1) return false
  const command = script.commands[0]?.command
  return (
    command?.type === 'Command' &&
    command.name?.value === 'mktemp' &&
    command.name.parts === undefined &&
    command.prefix.length === 0 &&
    command.suffix.every(
      (part) => part.type === 'Word' && part.parts === undefined && /^(-d|-t|[\w.]*X{3,})$/.test(part.value)
    )
  )
}
