/**
 * Walks a script of the shell in the order of its text and notes what it calls, reads and writes. Values of variables
 * are followed as far as they stand in the text.
 */
import {
  forEachChild,
  type Assignment,
  type Command,
  type Redirection,
  type SyntaxNode,
  type Word as ShellWord
} from 'unbash'
import type { CommandFacts, Fault, FileUse, Word } from '../facts.js'
import { firstLine, type MappedText } from '../text/mapped-text.js'
import type { Trees } from '../trees.js'
import { fileUsesOf, pathIn } from './files.js'
import { leavesTerminal, setBy, shownIn, swallowedBy, wrappedIn } from './calls.js'
import { SHELL_VARIABLES } from '@keys/parser/model'
import { MAX_VALUES, ShellWords, type Value } from './words.js'

/** What the walk fills in. */
export type ShellFacts = Pick<
  CommandFacts,
  'faults' | 'calls' | 'functions' | 'swallowed' | 'variables' | 'files' | 'written'
>

/** Under what circumstances a part runs. */
interface Context {
  live: boolean
  shown: boolean
  deferred: boolean
}

/**
 * Notes what a script does.
 * @param code The script.
 * @param facts Where to note it.
 * @param trees The trees of texts.
 * @param known Variables that are set outside the script, as they are for a line that psql hands to a shell.
 * @returns The variables that are set when it ends.
 */
export function readShell(
  code: MappedText,
  facts: ShellFacts,
  trees: Trees,
  known: ReadonlyMap<string, Value> = new Map(),
  { deferred = false, live = true } = {}
): ReadonlyMap<string, Value> {
  const values = new Map(known)
  new ShellWalk(code, facts, values).run(trees, { live, shown: live, deferred })
  return values
}

class ShellWalk {
  readonly #code: MappedText
  readonly #facts: ShellFacts
  readonly #values: Map<string, Value>
  readonly #words: ShellWords

  constructor(code: MappedText, facts: ShellFacts, values: Map<string, Value>) {
    this.#code = code
    this.#facts = facts
    this.#values = values
    this.#words = new ShellWords(code, values)
  }

  run(trees: Trees, context: Context): void {
    const refused = trees.refusal(this.#code.text)
    if (refused !== null) {
      this.#facts.faults.push({ language: 'shell', reason: refused, place: firstLine(this.#code) })
      return
    }
    this.#visit(trees.shell(this.#code.text), context)
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
        const words = (node.wordlist ?? []).map((word) => this.#words.word(word))
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
        const operand = this.#words.word(node.operand)
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
    const sinks = shownIn(commands, context.shown)
    for (const [index, command] of commands.entries()) {
      this.#visit(command, { ...context, live: commands.length === 1 && context.live, shown: sinks[index] ?? false })
    }
  }

  #swallowed(before: SyntaxNode, after: SyntaxNode): void {
    const name = swallowedBy(before, after)
    if (name === null) return
    const start = this.#code.text.lastIndexOf('||', after.pos)
    this.#facts.swallowed.push({ name, place: this.#code.span(start, after.end) })
  }

  #command(node: Command, context: Context): void {
    for (const part of [...node.prefix, ...node.suffix]) {
      if (part.type === 'Assignment' || part.type === 'Word') this.#expansions(part, context)
    }
    const assignments = [...node.prefix, ...node.suffix].filter((part) => part.type === 'Assignment')
    const settings = new Map(assignments.map((part) => [part.name, this.#words.assigned(part).values.join(' ')]))
    if (node.name) {
      this.#expansions(node.name, context)
      const words = node.suffix.filter((part) => part.type === 'Word').map((word) => this.#words.word(word))
      const inner = { ...context, shown: context.shown && !leavesTerminal(node.redirects) }
      this.#call(this.#words.word(node.name), words, node, inner, settings, null)
    }
    this.#redirects(node.redirects, context)
    // Settings before a call hold for it alone; those after `export` stay.
    for (const part of assignments)
      if (!node.name || node.suffix.includes(part)) this.#values.set(part.name, this.#words.assigned(part))
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
      input: this.#words.input(node.redirects),
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
    for (const [variable, value] of setBy(name.value, words)) this.#values.set(variable, value)
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
          this.#redirect(redirect.operator, this.#words.word(redirect.target), redirects, context)
      }
    }
  }

  #redirect(operator: string, target: Word, redirects: readonly Redirection[], { deferred }: Context): void {
    for (const value of target.values) {
      const path = pathIn(value)
      if (path === null) continue
      const use: FileUse['use'] = operator.startsWith('<') && operator !== '<>' ? 'read' : 'write'
      this.#facts.files.push({ path, use, deferred, place: target.place })
      const input = use === 'write' && operator !== '>>' ? this.#words.input(redirects) : null
      if (input) this.#facts.written.push({ path, input })
    }
  }

  /** Notes the variables that a word reads, and what is run inside it. */
  #expansions(node: ShellWord | Assignment, context: Context): void {
    forEachChild(node, (child) => this.#expansionsOf(child, context))
  }

  #expansionsOf(node: SyntaxNode, context: Context): void {
    for (const { name, optional, start, end } of this.#words.namesRead(node)) {
      if (SHELL_VARIABLES.has(name) || this.#values.has(name)) continue
      this.#facts.variables.push({ name, optional, place: this.#code.span(start, end) })
    }
    if (
      node.type === 'CommandExpansion' ||
      node.type === 'ProcessSubstitution' ||
      node.type === 'ArithmeticCommandExpansion'
    ) {
      if (node.script) this.#visit(node.script, { ...context, live: false, shown: false })
    } else forEachChild(node, (child) => this.#expansionsOf(child, context))
  }

  #fault(reason: string, position: number): Fault {
    const { text } = this.#code
    const start = Math.min(position, Math.max(text.trimEnd().length - 1, 0))
    const word = /^\w+/.exec(text.slice(start))?.[0].length ?? 1
    return { language: 'shell', reason, place: this.#code.span(start, start + word) }
  }
}
