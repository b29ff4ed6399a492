/**
 * Follows what is secret through a script of the shell: from variables through assignments, pipes, functions and other
 * scripts to the terminal, to the evidence, into traces and among arguments.
 */
import { forEachChild, type Command, type Redirection, type SyntaxNode, type Word } from 'unbash'
import type { CommandFacts } from '../facts.js'
import { wrappedIn } from '../shell/calls.js'
import { isBuiltin } from '../shell/names.js'
import { ShellWords, type Value } from '../shell/words.js'
import { codeElsewhere, type MappedText, type Span } from '../text/mapped-text.js'
import { shownBy } from './programs.js'
import { callsThatSelect, printedByFence } from './sql.js'
import { secretIn } from './stores.js'
import type { Exposure, IsSecret, Search, ShellState, Taint, TaintedCall, TaintedWord } from './taint.js'
import { destinationOf, isDescriptor, firstLineOf, scriptOf, SHELLS, tracing } from './shells.js'
import { taintsIn } from './words.js'

/** The nodes that are visited in all, as functions may call each other again and again. */
const BUDGET = 20_000
/** Under which it is noted that a search ended at its limit. */
const UNSEARCHED = 'unsearched'
const MAX_DEPTH = 8
const EVIDENCE = /^\$EVIDENCE_DIR(\/|$)/

/** What was found in commands, with what it was asked for: several rules ask the same. */
const known = new WeakMap<CommandFacts, { isSecret: IsSecret; exposures: readonly Exposure[] }>()

/**
 * Finds what of secrets can be seen.
 * @param facts What is known of a command.
 * @param isSecret Says of a variable whether its value is a secret.
 */
export function exposuresIn(facts: CommandFacts, isSecret: IsSecret): readonly Exposure[] {
  const before = known.get(facts)
  if (before?.isSecret === isSecret) return before.exposures
  const exposures = lookFor(facts, isSecret)
  known.set(facts, { isSecret, exposures })
  return exposures
}

function lookFor({ code, tree, trees, command, sql }: CommandFacts, isSecret: IsSecret): readonly Exposure[] {
  if (tree === null) return printedByFence(sql)
  const found = new Map<string, Exposure>()
  const state = { taints: new Map(), values: new Map(), functions: new Map(), streams: new Map(), isTraced: false }
  const search = {
    found,
    isSecret,
    trees,
    scripts: command.scripts ?? [],
    budget: BUDGET,
    selects: callsThatSelect(sql)
  }
  const flow = new SecretFlow(code, state, search, 0)
  try {
    flow.run(tree)
  } catch (error) {
    // A tree deeper than the stack.
    if (!(error instanceof RangeError)) throw error
  }
  return [...found.values()]
}

class SecretFlow {
  readonly #code: MappedText
  readonly #state: ShellState
  readonly #search: Search
  readonly #depth: number
  readonly #words: ShellWords

  constructor(code: MappedText, state: ShellState, search: Search, depth: number) {
    this.#code = code
    this.#state = state
    this.#search = search
    this.#depth = depth
    this.#words = new ShellWords(code, state.values)
  }

  /** All of a script, whose output is seen. */
  run(root: SyntaxNode): void {
    this.#expose('printed', this.#visit(root, []))
  }

  /** What is secret in the output of a part. */
  #visit(node: SyntaxNode, input: readonly Taint[]): readonly Taint[] {
    if (this.#search.budget-- <= 0) return this.#endSearch(node)
    switch (node.type) {
      case 'Script':
        // Back-ticks with escapes in them are a text of their own, whose places are not ours.
        return node.source === undefined ? this.#below(node, input) : []
      case 'Function':
        this.#state.functions.set(node.name.value, node.body)
        return []
      case 'Subshell':
        return this.#apart(() => this.#below(node, input))
      case 'Pipeline': {
        let output = input
        for (const command of node.commands) output = this.#visit(command, output)
        return output
      }
      case 'For':
      case 'Select':
        this.#set(
          node.name.value,
          (node.wordlist ?? []).flatMap((word) => this.#word(word).taints)
        )
        return this.#visit(node.body, input)
      case 'Redirected':
        return this.#redirected(node.redirects, this.#visit(node.command, this.#inputOf(node.redirects, node) ?? input))
      case 'Command':
        return this.#redirected(node.redirects, this.#command(node, this.#inputOf(node.redirects, node) ?? input))
      case 'Word':
        this.#word(node)
        return []
      default:
        return this.#below(node, input)
    }
  }

  /** Where too much was visited: that is said once, and nothing more is looked at. */
  #endSearch(node: SyntaxNode): readonly Taint[] {
    if (!this.#search.found.has(UNSEARCHED)) {
      const place = this.#place(node)
      const what = { kind: 'unsearched', code: this.#code.text.slice(node.pos, node.end), place } as const
      this.#search.found.set(UNSEARCHED, { road: 'printed', what, by: '' })
    }
    return []
  }

  #below(node: SyntaxNode, input: readonly Taint[]): readonly Taint[] {
    const output: Taint[] = []
    forEachChild(node, (child) => void output.push(...this.#visit(child, input)))
    return output
  }

  /** What a process of its own prints: how it sets itself up ends with it. */
  #apart(visit: () => readonly Taint[]): readonly Taint[] {
    const { isTraced } = this.#state
    const output = visit()
    this.#state.isTraced = isTraced
    return output
  }

  #set(name: string, taints: readonly Taint[], value: Value = { values: ['\0'], holds: [] }): void {
    this.#state.taints.set(name, taints)
    this.#state.values.set(name, value)
  }

  #word(word: Word): TaintedWord {
    const { value, place } = this.#words.word(word)
    const { taints, file } = taintsIn(word, place, {
      variable: (name) => this.#variable(name, place),
      named: (name) => (this.#state.values.get(name)?.values ?? []).flatMap((one) => this.#variable(one, place)),
      output: (script) => this.#apart(() => this.#visit(script, []))
    })
    if (this.#state.isTraced) this.#expose('traced', taints)
    return { value, taints, file, place }
  }

  #variable(name: string, place: Span): readonly Taint[] {
    const known = this.#state.taints.get(name)
    if (known) return known
    return this.#search.isSecret(name) ? [{ kind: 'value', name, place }] : []
  }

  #command(node: Command, input: readonly Taint[]): readonly Taint[] {
    const name = node.name ? this.#word(node.name).value : ''
    const words: TaintedWord[] = []
    for (const part of node.args)
      words.push(
        part.type === 'Word'
          ? this.#word(part)
          : { value: `${part.name}=`, taints: [], file: [], place: this.#place(part) }
      )
    for (const part of [...node.prefix, ...node.suffix]) {
      if (part.type !== 'Assignment') continue
      const given = part.value.type === 'Word' ? [part.value] : part.value.elements
      const taints = given.flatMap((word) => this.#word(word).taints)
      const before = part.append === true || part.index ? this.#variable(part.name, this.#place(part)) : []
      this.#set(part.name, [...before, ...taints], this.#words.assigned(part))
    }
    const document = node.redirects.find((redirect) => redirect.type === 'HereDoc')?.body.text ?? ''
    const call = { code: firstLineOf(this.#code.text.slice(node.pos, node.end)), place: this.#place(node) }
    const at = node.name ? this.#place(node.name).start : call.place.start
    return name === '' ? [] : this.#call({ name, words, input, document, at, ...call }, node)
  }

  #call(call: TaintedCall, node: Command): readonly Taint[] {
    const { name, words, input } = call
    const body = this.#state.functions.get(name)
    if (body) return this.#function(body, words, input)
    const wrapped = wrappedIn(name, words)
    if (wrapped)
      return this.#call({ ...call, name: wrapped.name.value, words: wrapped.words, at: wrapped.name.place.start }, node)
    if (this.#depth > 0) this.#arguments(call)
    const values = words.map(({ value }) => value)
    const [first = ''] = values
    if (name === 'exec') this.#keepStreams(node)
    else if (name === 'set' && /^[-+]/.test(first)) this.#state.isTraced = tracing(values) ?? this.#state.isTraced
    else if (/^(read|mapfile|readarray)$/.test(name)) {
      for (const value of ['REPLY', 'MAPFILE', ...values]) if (/^[A-Za-z_]\w*$/.test(value)) this.#set(value, input)
    } else if (name === 'printf' && first === '-v')
      this.#set(
        values[1] ?? '',
        words.flatMap(({ taints }) => taints)
      )
    else if (name === 'eval' || (name === 'trap' && first !== '-p')) {
      const script = name === 'eval' ? values.join(' ') : first
      return this.#script(codeElsewhere(script, call.place), this.#state)
    } else if (SHELLS.test(name) || name === 'source' || name === '.') return this.#shell(call)
    else {
      if (name === 'tee') for (const value of values) this.#keep(value, input)
      const { code, place } = call
      if (this.#search.selects.has(call.at)) return [{ kind: 'foreign', code, place }]
      return shownBy(call, this.#search.isSecret)
    }
    return []
  }

  #function(body: SyntaxNode, words: readonly TaintedWord[], input: readonly Taint[]): readonly Taint[] {
    const inner = new SecretFlow(this.#code, { ...this.#state, ...this.#given(words) }, this.#search, this.#depth + 1)
    return this.#depth < MAX_DEPTH ? inner.#visit(body, input) : []
  }

  /** The state of a shell that is given words as `$1` and so on. */
  #given(words: readonly TaintedWord[]): Pick<ShellState, 'taints'> {
    const taints = new Map(this.#state.taints)
    for (const [index, word] of words.entries()) taints.set(String(index + 1), word.taints)
    for (const name of ['@', '*'])
      taints.set(
        name,
        words.flatMap((word) => word.taints)
      )
    return { taints }
  }

  #shell({ name, words, document, place }: TaintedCall): readonly Taint[] {
    const { code, path, isTraced, given } = scriptOf(words)
    const isOwn = !SHELLS.test(name)
    const state: ShellState = {
      ...this.#state,
      ...this.#given(given),
      isTraced: isTraced || (isOwn && this.#state.isTraced)
    }
    if (state.isTraced) for (const { taints } of given) this.#expose('traced', taints)
    const script = this.#search.scripts.find((one) => one.path === path && one.interpreter === 'bash')
    return this.#script(codeElsewhere(code ?? script?.code ?? (path === null ? document : ''), place), state)
  }

  #script(code: MappedText, state: ShellState): readonly Taint[] {
    const { trees } = this.#search
    if (this.#depth >= MAX_DEPTH || code.text.includes('\0') || trees.refusal(code.text) !== null) return []
    return new SecretFlow(code, state, this.#search, this.#depth + 1).#visit(trees.shell(code.text), [])
  }

  /** What is among the arguments of a program in a script that a command runs; of its own calls others tell. */
  #arguments({ name, words }: TaintedCall): void {
    if (isBuiltin(name) || SHELLS.test(name)) return
    for (const { taints } of words) this.#expose('argument', taints, name)
  }

  #keepStreams({ redirects }: Command): void {
    for (const redirect of redirects) {
      const number = redirect.descriptor?.type === 'FileDescriptor' ? String(redirect.descriptor.value) : null
      if (number !== null) this.#state.streams.set(number, this.#inputOf([redirect], redirect) ?? [])
    }
  }

  /** What is secret in what redirections hand to a command; null where they hand it nothing. */
  #inputOf(redirects: readonly Redirection[], node: { pos: number; end: number }): readonly Taint[] | null {
    const last = redirects.findLast(({ type, operator }) => type !== 'Redirect' || operator.startsWith('<'))
    if (!last) return null
    const place = this.#place(node)
    if (last.type === 'HereDoc') {
      const { pos, end, text, parts } = last.body
      const body = { type: 'Word', pos, end, text, value: text, parts } as const
      return parts && !last.delimiter?.quoted ? this.#word(body).taints.map((taint) => ({ ...taint, place })) : []
    }
    if (!last.target) return []
    const { value, taints, file } = this.#word(last.target)
    if (last.type === 'HereString') return taints.map((taint) => ({ ...taint, place }))
    if (last.operator === '<&') return this.#state.streams.get(value) ?? []
    const kind = secretIn(value)
    const code = firstLineOf(this.#code.text.slice(node.pos, node.end))
    return kind === null ? file : [{ kind, code, place }]
  }

  /** What is left for the pipe or the terminal after redirections. */
  #redirected(redirects: readonly Redirection[], output: readonly Taint[]): readonly Taint[] {
    let left = output
    for (const redirect of redirects) {
      if (redirect.type !== 'Redirect' || redirect.operator.startsWith('<')) continue
      if (redirect.descriptor && !isDescriptor(redirect, 1)) continue
      const { value } = redirect.target ? this.#word(redirect.target) : { value: '' }
      const goes = destinationOf(redirect, value)
      if (goes === 'terminal') this.#expose('printed', left)
      else if (goes === 'file') this.#keep(value, left)
      if (goes !== 'output') left = []
    }
    return left
  }

  #keep(path: string, taints: readonly Taint[]): void {
    if (EVIDENCE.test(path)) this.#expose('kept', taints, path)
  }

  #expose(road: Exposure['road'], taints: readonly Taint[], by = ''): void {
    for (const what of taints) {
      const { start, end } = what.place
      const key = [road, what.kind === 'value' ? what.name : what.kind, start, end].join(' ')
      if (!this.#search.found.has(key)) this.#search.found.set(key, { road, what, by })
    }
  }

  #place({ pos, end }: { pos: number; end: number }): Span {
    return this.#code.span(pos, end)
  }
}
