/**
 * What the words of a shell script may be when it runs: all values that a variable is given anywhere in the script, in
 * whatever order it runs. What only a run can tell is `DYNAMIC`.
 */
import { forEachChild, type Assignment, type Command, type SyntaxNode, type Word, type WordPart } from 'unbash'
import { DYNAMIC, environmentValue, isDynamic, literalValue, NAME, NUMBER, TEMPORARY } from './paths.js'
import { givesNames, readerOfNames } from './shell-names.js'

/** A word. */
export interface AbstractWord {
  /** What it may be. */
  values: readonly string[]
  /** Whether the shell may make several words of it. */
  splits: boolean
  node: Word
}

/** What a name is given: a word, any value, or nothing at all: for good, or until it is set in the same function. */
interface Given {
  value: Word | { item: Word } | 'any' | 'name' | 'unset' | 'empty'
  start: number
  /** From its end to the end of this list of commands it is certain; null where it is not certain at all. */
  end: number | null
}

/** Programs that put something into the variables that they name. */
const SETTERS = new Set([
  'read',
  'mapfile',
  'readarray',
  'getopts',
  'let',
  'printf',
  'wait',
  'coproc',
  'command',
  'builtin'
])
const DECLARES = new Set(['declare', 'typeset', 'local', 'export', 'readonly'])
/** What stands in them runs under a condition, or in a shell of its own. */
const APART =
  /^(CompoundList|AndOr|Pipeline|Subshell|Coproc|Function|CommandExpansion|ProcessSubstitution|ArithmeticCommandExpansion|Script)$/
/** Variables that the shell itself keeps numbers in. */
const KEPT = /^(RANDOM|SECONDS|EPOCHSECONDS|LINENO|UID|EUID|PPID|BASHPID|SHLVL|COLUMNS|LINES)$/
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
  /** Commands that read one name after the other. */
  readonly #readers = new Set<Command>()

  /** @param root The script. */
  constructor(root: SyntaxNode) {
    this.#collect(root, root.end)
  }

  /** All names that are given a value in the script. */
  get names(): readonly string[] {
    return [...this.#given.keys()]
  }

  /** What a word may be. */
  word(node: Word): AbstractWord {
    return { ...this.#expand(node, 0), node }
  }

  /** What a variable may be at an offset. */
  valuesOf(name: string, at: number): readonly string[] {
    return this.#valuesOf(name, at, 0)
  }

  #collect(node: SyntaxNode, end: number | null): void {
    const reader = readerOfNames(node)
    if (reader) this.#readers.add(reader)
    switch (node.type) {
      case 'Assignment':
        this.#assign(node, end)
        break
      case 'For':
      case 'Select':
        if (node.wordlist === undefined) this.#add(node.name.value, 'any', node.body)
        for (const word of node.wordlist ?? []) this.#add(node.name.value, { item: word }, node.body)
        break
      case 'ParameterExpansion':
        if (node.operation?.type === 'Default' && node.operation.operator.includes('='))
          this.#add(node.parameter, 'any', node)
        break
      case 'ArithmeticBinary':
      case 'ArithmeticUnary':
        if (/^(.*=|\+\+|--)$/.test(node.operator) && !/^[=!<>]=$/.test(node.operator)) this.#arithmetic(node)
        break
      case 'Command':
        return this.#command(node, end)
      case 'Redirect':
        if (node.descriptor?.type === 'FileDescriptorVariable') this.#add(node.descriptor.name, 'any', node)
        break
      default:
    }
    this.#below(node, end)
  }

  #below(node: SyntaxNode, end: number | null): void {
    // A list that runs in the background is a shell of its own.
    const isApart = APART.test(node.type) || (node.type === 'Statement' && node.background === true)
    forEachChild(node, (child) => this.#collect(child, isApart ? (isList(node) ? node.end : null) : end))
    if (node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') {
      if (node.script) this.#collect(node.script, node.script.end)
    }
  }

  #command(node: Command, end: number | null): void {
    const name = node.name?.value ?? ''
    const isBuilt = node.name?.parts !== undefined
    // `x=1 command` gives it to that command alone, after its words were expanded.
    for (const part of node.prefix) this.#collect(part, node.name ? null : end)
    if (node.name) this.#collect(node.name, null)
    for (const part of node.suffix) this.#collect(part, end)
    for (const part of node.args) {
      if (part.type !== 'Word') continue
      const plain = /^\w+$/.test(part.value) ? part.value : null
      const inText = /^(?:-\w*v)?([A-Za-z_]\w*)(?=$|[=+[])/.exec(part.value)?.[1] ?? null
      if ((SETTERS.has(name) || isBuilt) && (plain ?? inText) !== null)
        this.#add(plain ?? inText ?? '', this.#readers.has(node) ? 'name' : 'any', node)
      else if (name === 'unset' && plain !== null) this.#add(plain, 'unset', node)
      else if (DECLARES.has(name) && inText !== null && name !== 'export' && name !== 'readonly')
        this.#add(inText, inText === part.value ? 'empty' : 'any', node)
      else if (DECLARES.has(name) && inText !== null && inText !== part.value) this.#add(inText, 'any', node)
    }
  }

  #assign(node: Assignment, end: number | null): void {
    this.#add(node.name, node.value.type === 'Word' && !node.append && !node.index ? node.value : 'any', node, end)
  }

  #arithmetic(node: SyntaxNode): void {
    forEachChild(node, (child) => {
      if (child.type === 'ArithmeticWord' && /^\w+$/.test(child.value)) this.#add(child.value, 'any', child)
    })
  }

  #add(name: string, value: Given['value'], at: { pos: number; end: number }, end: number | null = at.end): void {
    this.#given.set(name, [...(this.#given.get(name) ?? []), { value, start: at.pos, end }])
  }

  #valuesOf(name: string, at: number, depth: number): readonly string[] {
    const given = this.#given.get(name)
    const isOutside = /^[A-Z][A-Z0-9_]*$/.test(name)
    const outside = KEPT.test(name) ? NUMBER : isOutside ? environmentValue(name) : DYNAMIC
    if (!given) return [outside]
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
      values = joined(values, next)
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
        for (const part of node.parts) values = joined(values, this.#part(part, depth))
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
        return [valueOf(node.script)]
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

function isList({ type }: SyntaxNode): boolean {
  return type === 'CompoundList' || type === 'Script'
}

/** Each of some texts with each of others behind it. */
function joined(values: readonly string[], next: readonly string[]): readonly string[] {
  const [value, text] = [values[0], next[0]]
  if (values.length === 1 && next.length === 1 && value !== undefined && text !== undefined) return [value + text]
  return bounded(values.flatMap((before) => next.map((after) => before + after)))
}

function bounded(values: readonly string[]): readonly string[] {
  if (values.length < 2) return values
  const all = [...new Set(values)]
  return all.length > MOST ? [...all.slice(0, MOST), DYNAMIC] : all
}

function isUnquotedExpansion({ type }: WordPart): boolean {
  return !['Literal', 'SingleQuoted', 'AnsiCQuoted', 'DoubleQuoted', 'LocaleString'].includes(type)
}

/** What a substitution gives. */
function valueOf(script: SyntaxNode | undefined): string {
  if (isTemporary(script)) return TEMPORARY
  if (isNumber(script)) return NUMBER
  return givesNames(script) ? NAME : DYNAMIC
}

/** `$(date +%s)`, `$(wc -l < file)`, `$(... | grep -c text)`: they print a number, or nothing. */
function isNumber(script: SyntaxNode | undefined): boolean {
  if (script?.type !== 'Script' || script.commands.length !== 1) return false
  const statement = script.commands[0]?.command
  const command = statement?.type === 'Pipeline' ? statement.commands.at(-1) : statement
  if (command?.type !== 'Command' || command.name?.parts !== undefined || command.prefix.length > 0) return false
  const words = command.args.map((part) => (part.type === 'Word' && part.parts === undefined ? part.value : ''))
  switch (command.name?.value) {
    case 'date':
      return words.every((word) => /^(-u|\+%s)$/.test(word)) && words.includes('+%s')
    case 'wc':
      return words.length === 1 && /^-[clw]$/.test(words[0] ?? '')
    case 'grep':
      return /^-[A-Za-z]*c[A-Za-z]*$/.test(words[0] ?? '') && words.length <= 2
    default:
      return false
  }
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
