/**
 * Walks a script of the shell in the order of its text and notes what it calls, reads and writes. Values of variables
 * are followed as far as they stand in the text.
 */
import {
  forEachChild,
  parse,
  type Assignment,
  type Command,
  type HereDoc,
  type Redirection,
  type SyntaxNode,
  type Word as ShellWord
} from 'unbash'
import type { CommandFacts, Fault, FileUse, Input, Word } from './facts.js'
import { refusal } from './limits.js'
import type { MappedText } from './mapped-text.js'
import { fileUsesOf, pathIn } from './shell-files.js'
import { GIVEN_VARIABLES, WRAPPERS } from './shell-names.js'
import { firstLine } from './sql.js'

/** What the walk fills in. */
export type ShellFacts = Pick<CommandFacts, 'faults' | 'calls' | 'functions' | 'swallowed' | 'variables' | 'files'> & {
  /** Here-documents that are written to a file. */
  written: { path: string; input: Input }[]
}

/** A variable of the shell. */
interface Value {
  values: readonly string[]
  holds: readonly string[]
}

/** Under what circumstances a part runs. */
interface Context {
  live: boolean
  shown: boolean
  deferred: boolean
}

/** Programs that show what is piped into them. */
const PASSES = new Set(['cat', 'tee', 'sort', 'head', 'tail', 'less', 'more', 'uniq', 'nl', 'grep', 'column', 'fold'])

/**
 * Notes what a script does.
 * @param code The script.
 * @param facts Where to note it.
 * @param known Variables that are set outside the script, as they are for a line that psql hands to a shell.
 * @returns The variables that are set when it ends.
 */
export function readShell(
  code: MappedText,
  facts: ShellFacts,
  known: ReadonlyMap<string, Value> = new Map(),
  { deferred = false, live = true } = {}
): ReadonlyMap<string, Value> {
  const values = new Map(known)
  new ShellWalk(code, facts, values).run({ live, shown: live, deferred })
  return values
}

class ShellWalk {
  readonly #code: MappedText
  readonly #facts: ShellFacts
  readonly #values: Map<string, Value>

  constructor(code: MappedText, facts: ShellFacts, values: Map<string, Value>) {
    this.#code = code
    this.#facts = facts
    this.#values = values
  }

  run(context: Context): void {
    const refused = refusal(this.#code.text)
    if (refused !== null) {
      this.#facts.faults.push({ language: 'shell', reason: refused, place: firstLine(this.#code) })
      return
    }
    this.#visit(parse(this.#code.text), context)
  }

  #visit(node: SyntaxNode, context: Context): void {
    switch (node.type) {
      case 'Script':
        for (const error of node.errors ?? []) this.#facts.faults.push(this.#fault(error.message, error.pos))
        // Back-ticks with escapes in them are a text of their own, whose places are not ours.
        if (node.source !== undefined) return
        return this.#below(node, context)
      case 'Statement':
        return this.#below(node, node.background ? { ...context, live: false } : context)
      case 'Subshell':
        return this.#below(node, { ...context, live: false })
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        if (node.script) this.#visit(node.script, { ...context, live: false, shown: false })
        return
      case 'Function':
        this.#facts.functions.add(node.name.value)
        return this.#visit(node.body, { ...context, deferred: true })
      case 'Pipeline':
        return this.#pipeline(node.commands, context)
      case 'AndOr':
        for (const [index, command] of node.commands.entries()) {
          const before = node.commands[index - 1]
          if (before && node.operators[index - 1] === '||') this.#swallowed(before, command)
          this.#visit(command, context)
        }
        return
      case 'For':
      case 'Select': {
        const words = (node.wordlist ?? []).map((word) => this.#word(word))
        for (const word of node.wordlist ?? []) this.#expansions(word, context)
        this.#values.set(node.name.value, {
          values: words.flatMap(({ values }) => values).slice(0, MAX_VALUES),
          holds: words.flatMap(({ holds }) => holds)
        })
        return this.#visit(node.body, context)
      }
      case 'Redirected': {
        const inner = { ...context, shown: context.shown && !leavesTerminal(node.redirects) }
        this.#visit(node.command, inner)
        return this.#redirects(node.redirects, context)
      }
      case 'Command':
        return this.#command(node, context)
      case 'TestUnary': {
        this.#expansions(node.operand, context)
        const operand = this.#word(node.operand)
        return this.#files([{ ...operand, place: operand.place }], '[[', context)
      }
      case 'Word':
      case 'Assignment':
        return this.#expansions(node, context)
      default:
        this.#below(node, context)
    }
  }

  #below(node: SyntaxNode, context: Context): void {
    forEachChild(node, (child) => this.#visit(child, context))
  }

  #pipeline(commands: readonly SyntaxNode[], context: Context): void {
    let shown = context.shown
    const sinks = commands.map(() => true)
    for (let index = commands.length - 1; index >= 0; index--) {
      sinks[index] = shown
      const command = commands[index]
      if (command) shown = shown && passesOn(command)
    }
    for (const [index, command] of commands.entries()) {
      this.#visit(command, { ...context, live: commands.length === 1 && context.live, shown: sinks[index] ?? false })
    }
  }

  #swallowed(before: SyntaxNode, after: SyntaxNode): void {
    if (after.type !== 'Command' || !['true', ':'].includes(after.name?.value ?? '') || after.redirects.length > 0)
      return
    const from = before.type === 'Pipeline' ? before.commands.at(-1) : before
    const name = from?.type === 'Command' ? (from.name?.value ?? '') : ''
    const start = this.#code.text.lastIndexOf('||', after.pos)
    this.#facts.swallowed.push({ name, place: this.#code.span(start, after.end) })
  }

  #command(node: Command, context: Context): void {
    for (const part of [...node.prefix, ...node.suffix]) {
      if (part.type === 'Assignment' || part.type === 'Word') this.#expansions(part, context)
    }
    const assignments = [...node.prefix, ...node.suffix].filter((part) => part.type === 'Assignment')
    const settings = new Map(assignments.map((part) => [part.name, this.#assigned(part).values.join(' ')]))
    if (node.name) {
      this.#expansions(node.name, context)
      const words = node.suffix.filter((part) => part.type === 'Word').map((word) => this.#word(word))
      const inner = { ...context, shown: context.shown && !leavesTerminal(node.redirects) }
      this.#call(this.#word(node.name), words, node, inner, settings, null)
    }
    this.#redirects(node.redirects, context)
    // Settings before a call hold for it alone; those after `export` stay.
    for (const part of assignments)
      if (!node.name || node.suffix.includes(part)) this.#values.set(part.name, this.#assigned(part))
  }

  #assigned({ name, value, append }: Assignment): Value {
    if (value.type !== 'Word')
      return { values: ['\0'], holds: value.elements.flatMap((word) => this.#word(word).holds) }
    const { values, holds } = this.#word(value)
    if (!append) return { values, holds }
    return { values: ['\0'], holds: [...(this.#values.get(name)?.holds ?? []), ...holds] }
  }

  #call(
    name: Word,
    words: readonly Word[],
    node: Command,
    context: Context,
    settings: ReadonlyMap<string, string>,
    wrapper: string | null
  ): void {
    if (name.value.includes('\0') || name.value.includes('$')) {
      // A program whose name only a run could tell; `$ psql` has the sign of a prompt there.
      if (!name.value.endsWith('$')) return this.#files(words, '', context)
    }
    this.#facts.calls.push({
      name: name.value,
      words,
      input: this.#input(node.redirects),
      live: context.live,
      shown: context.shown,
      deferred: context.deferred,
      wrapper,
      settings,
      namePlace: name.place,
      place: this.#code.span(node.pos, node.end)
    })
    const wrapped = wrappedIn(name.value, words)
    if (wrapped) return this.#call(wrapped.name, wrapped.words, node, context, settings, name.value)
    this.#files(words, name.value, context)
    if (name.value === 'read' || name.value === 'mapfile' || name.value === 'readarray' || name.value === 'unset') {
      for (const { value } of words)
        if (/^[A-Za-z_]\w*$/.test(value)) this.#values.set(value, { values: ['\0'], holds: [] })
    }
    if (name.value === 'printf' && words[0]?.value === '-v' && words[1]) {
      this.#values.set(words[1].value, { values: ['\0'], holds: words.slice(2).flatMap(({ holds }) => holds) })
    }
  }

  #files(words: readonly Word[], name: string, { deferred }: Context): void {
    for (const { path, use, word } of fileUsesOf(name, words)) {
      this.#facts.files.push({ path, use, deferred, place: word.place })
    }
  }

  #redirects(redirects: readonly Redirection[], context: Context): void {
    for (const redirect of redirects) {
      if (redirect.type === 'HereDoc') {
        for (const part of redirect.body.parts ?? []) this.#expansionsOf(part, context)
      } else if (redirect.target) {
        this.#expansions(redirect.target, context)
        if (redirect.type === 'Redirect')
          this.#redirect(redirect.operator, this.#word(redirect.target), redirects, context)
      }
    }
  }

  #redirect(operator: string, target: Word, redirects: readonly Redirection[], { deferred }: Context): void {
    for (const value of target.values) {
      const path = pathIn(value)
      if (path === null) continue
      const use: FileUse['use'] = operator.startsWith('<') && operator !== '<>' ? 'read' : 'write'
      this.#facts.files.push({ path, use, deferred, place: target.place })
      const input = use === 'write' && operator !== '>>' ? this.#input(redirects) : null
      if (input) this.#facts.written.push({ path, input })
    }
  }

  #input(redirects: readonly Redirection[]): Input | null {
    const last = redirects.findLast((redirect) => redirect.type !== 'Redirect')
    if (last?.type === 'HereString' && last.target) {
      const { code, holds, value } = this.#word(last.target)
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

  /** Notes the variables that a word reads, and what is run inside it. */
  #expansions(node: ShellWord | Assignment, context: Context): void {
    forEachChild(node, (child) => this.#expansionsOf(child, context))
  }

  #expansionsOf(node: SyntaxNode, context: Context): void {
    if (node.type === 'SimpleExpansion') this.#variable(node.text.slice(1), false, node.pos, node.end)
    else if (node.type === 'ParameterExpansion') {
      const { operation, parameter, prefix } = node
      const optional = operation?.type === 'Default' && !operation.operator.includes('?')
      // `${!name}` reads what the value of `name` names.
      const names = prefix === '!' ? (this.#values.get(parameter)?.values ?? []) : [parameter]
      for (const name of names) this.#variable(name, optional, node.pos, node.end)
    } else if (node.type === 'ArithmeticWord') {
      for (const { index, 0: name } of node.value.matchAll(/(?<![\w$])[A-Z][A-Z0-9_]*\b/g)) {
        this.#variable(name, false, node.pos + index, node.pos + index + name.length)
      }
    }
    if (
      node.type === 'CommandExpansion' ||
      node.type === 'ProcessSubstitution' ||
      node.type === 'ArithmeticCommandExpansion'
    ) {
      if (node.script) this.#visit(node.script, { ...context, live: false, shown: false })
    } else forEachChild(node, (child) => this.#expansionsOf(child, context))
  }

  #variable(name: string, optional: boolean, start: number, end: number): void {
    if (!/^[A-Z][A-Z0-9_]*$/.test(name) || GIVEN_VARIABLES.has(name) || this.#values.has(name)) return
    this.#facts.variables.push({ name, optional, place: this.#code.span(start, end) })
  }

  #word(word: ShellWord): Word {
    const parts = word.parts ?? []
    let values = parts.length === 0 ? [word.value] : ['']
    const holds: string[] = []
    for (const part of parts) {
      const next = this.#partValues(part)
      values = values.flatMap((value) => next.map((text) => value + text)).slice(0, MAX_VALUES)
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
        let values = ['']
        for (const part of node.parts) {
          const next = this.#partValues(part)
          values = values.flatMap((value) => next.map((text) => value + text)).slice(0, MAX_VALUES)
        }
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

  #fault(reason: string, position: number): Fault {
    const { text } = this.#code
    const start = Math.min(position, Math.max(text.trimEnd().length - 1, 0))
    const word = /^\w+/.exec(text.slice(start))?.[0].length ?? 1
    return { language: 'shell', reason, place: this.#code.span(start, start + word) }
  }
}

/** A loop over more words than this is followed for the first ones. */
const MAX_VALUES = 50

/** Whether what is printed goes to a file or to another stream that nobody sees. */
function leavesTerminal(redirects: readonly Redirection[]): boolean {
  return redirects.some((redirect) => {
    if (redirect.type !== 'Redirect' || redirect.operator.startsWith('<')) return false
    const { descriptor, operator, target } = redirect
    if (descriptor && !(descriptor.type === 'FileDescriptor' && descriptor.value === 1)) return false
    const name = target?.value ?? ''
    if (operator === '>&') return /^[3-9]$/.test(name)
    return !/^\/dev\/(tty|stdout|stderr)$/.test(name)
  })
}

function passesOn(node: SyntaxNode): boolean {
  if (node.type !== 'Command') return false
  const options = node.args.map((part) => (part.type === 'Word' ? part.value : ''))
  const quiet =
    node.name?.value === 'grep' && options.some((option) => /^-\w*[qcl]|^--(quiet|silent|count|files)/.test(option))
  return PASSES.has(node.name?.value ?? '') && !quiet
}

/** The call inside a call such as `timeout 5 psql`. */
function wrappedIn(name: string, words: readonly Word[]): { name: Word; words: readonly Word[] } | null {
  const takesValue = WRAPPERS.get(name)
  if (!takesValue) return null
  // `command -v psql` only asks.
  if (name === 'command' && /^-[vV]/.test(words[0]?.value ?? '')) return null
  let index = 0
  for (let word = words[index]; word; word = words[++index]) {
    if (takesValue.test(word.value)) index++
    else if (!word.value.startsWith('-') && !/^[A-Za-z_]\w*=/.test(word.value)) break
  }
  if (name === 'timeout') index++
  const inner = words[index]
  return inner ? { name: inner, words: words.slice(index + 1) } : null
}

export type { Value }
