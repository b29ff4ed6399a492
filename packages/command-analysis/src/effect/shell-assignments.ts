/**
 * Where a shell script gives values to its variables.
 */
import { forEachChild, type Assignment, type Command, type SyntaxNode, type Word } from 'unbash'
import { readerOfNames } from './shell-names.js'

/** What a name is given: a word, any value, or nothing at all: for good, or until it is set in the same function. */
export interface Given {
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
/** All that the variables of a script are given, in order of writing. */
export class Assignments {
  readonly #given = new Map<string, Given[]>()
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

  /** What a variable is given; none where the script does not set it. */
  of(name: string): readonly Given[] {
    return this.#given.get(name) ?? []
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
    const known = this.#given.get(name)
    if (known) known.push({ value, start: at.pos, end })
    else this.#given.set(name, [{ value, start: at.pos, end }])
  }
}

function isList({ type }: SyntaxNode): boolean {
  return type === 'CompoundList' || type === 'Script'
}
