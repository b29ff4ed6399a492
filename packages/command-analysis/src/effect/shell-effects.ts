/**
 * Walks a shell script and notes everything that keeps it from being shown to be read-only. What the walk does not know is
 * unknown: constructs, programs and options are allowed one by one.
 */
import {
  forEachChild,
  type Assignment,
  type Command,
  type Function as ShellFunction,
  type ParameterExpansionPart,
  type Redirection,
  type SyntaxNode,
  type Word
} from 'unbash'
import { firstLine, type MappedText, type Span } from '../text/mapped-text.js'
import { Effects } from './effects.js'
import { noteKnown } from './known-effects.js'
import { folderOf, isDynamic, isOwnPath, TEMPORARY, written } from './paths.js'
import { reads } from './programs-common.js'
import type { EffectScope, KnownFiles, ProgramCall, ProgramInput, ProgramWord } from './scope.js'
import { noteArithmetic } from './shell-arithmetic.js'
import { certainFunctions, type FunctionRange } from './shell-functions.js'
import { CHILDREN, callsOf, isInput, isPlaceholder, startsInBackground } from './shell-nodes.js'
import { NONE, ShellInputs, UNKNOWN } from './shell-inputs.js'
import { Variables, type AbstractWord } from './shell-values.js'
import { noteOperands, waysOf } from './shell-ways.js'
import { isSteering } from './steering.js'

/** What belongs to the shell and does nothing else, whatever it is given. */
const TAKES_NO_OPTIONS = new Set(['[', 'test', 'echo', ':', 'true', 'false', 'exit', 'return', 'shift', 'cd'])

/** Notes what a script may do. */
export function shellEffects(code: MappedText, scope: EffectScope): void {
  const refused = scope.trees.refusal(code.text)
  if (refused !== null) return scope.effects.unknown(`it is not read: ${refused}`, firstLine(code))
  if (scope.depth > 5) return scope.effects.unknown('code in code is nested too deep', firstLine(code))
  if (scope.isElsewhere) {
    const inner = new Effects()
    new ShellEffects(code, { ...scope, effects: inner, depth: scope.depth + 1, isElsewhere: false }).run()
    return scope.effects.runsElsewhere(inner, true, firstLine(code))
  }
  const place = code.elsewhere
  const look = (effects: Effects, files: KnownFiles): void =>
    new ShellEffects(code, { ...scope, effects, files, depth: scope.depth + 1 }).run()
  const { piped } = scope
  const given =
    piped?.type === 'text' ? `${piped.code.elsewhere ? '' : piped.code.at(0)} ${piped.code.text}` : (piped?.type ?? '')
  if (place === null) look(scope.effects, scope.files)
  else noteKnown(`${scope.depth} ${given} ${code.text}`, place, scope, look)
}

class ShellEffects {
  readonly #code: MappedText
  #scope: EffectScope
  readonly #piped: ProgramInput
  readonly #root: SyntaxNode
  readonly #variables: Variables
  readonly #functions: readonly FunctionRange[]
  readonly #inputs: ShellInputs
  /** Files that this script writes itself. */
  readonly #made = new Set<string>()
  /** Assignments that are of a command which only reads a line. */
  readonly #reads = new Set<Assignment>()

  constructor(code: MappedText, scope: EffectScope) {
    this.#code = code
    // It is what this code finds, and not what the code in its code does.
    this.#piped = scope.piped ?? NONE
    this.#scope = { ...scope, piped: undefined }
    this.#root = scope.trees.shell(code.text)
    this.#variables = new Variables(this.#root)
    this.#functions = certainFunctions(this.#root)
    this.#inputs = new ShellInputs(code, this.#variables)
  }

  run(): void {
    for (const name of this.#variables.names)
      if (isSteering(name) && name !== 'IFS' && name !== 'PGOPTIONS')
        this.#scope.effects.unknown(`it sets \`${name}\``, firstLine(this.#code))
    this.#visit(this.#root, this.#piped)
  }

  #span(node: { pos: number; end: number }): Span {
    return this.#code.span(node.pos, node.end)
  }

  #visit(node: SyntaxNode, piped: ProgramInput): void {
    switch (node.type) {
      case 'Script':
        if (node.errors !== undefined && node.errors.length > 0)
          this.#scope.effects.unknown('the shell cannot read it', this.#span(node))
        // Back-ticks with escapes in them are a text of their own, whose places are not ours.
        if (node.source !== undefined)
          return this.#scope.effects.unknown('escapes in back-ticks', firstLine(this.#code))
        return this.#below(node, piped)
      case 'CommandExpansion':
      case 'ProcessSubstitution':
      case 'ArithmeticCommandExpansion':
        if (node.script) this.#visit(node.script, NONE)
        else this.#scope.effects.unknown('the shell cannot read it', this.#span(node))
        return
      case 'Pipeline':
        for (const [index, command] of node.commands.entries())
          this.#visit(command, index === 0 ? piped : this.#inputs.handedOn(node, index, piped))
        return
      case 'Function':
        return this.#function(node)
      case 'Redirected':
        this.#redirects(node.redirects)
        return this.#visit(node.command, node.redirects.some(isInput) ? UNKNOWN : piped)
      case 'Command':
        return this.#command(node, piped)
      case 'Assignment':
        if (/^(IFS|PGOPTIONS)$/.test(node.name)) this.#steers(node)
        if (node.index) this.#arithmetic(node.index)
        return this.#below(node, piped)
      case 'ParameterExpansion':
        if (node.operation?.type === 'Transform' || node.operation?.type === 'Unknown')
          this.#scope.effects.unknown(`\`${node.text}\` may run what stands in the value`, this.#span(node))
        if (node.prefix === '!' && node.operation?.type !== 'Names' && !/^[@*]$/.test(node.index?.value ?? ''))
          this.#indirect(node)
        if (node.index) this.#arithmetic(node.index)
        if (node.operation?.type === 'Slice') {
          this.#arithmetic(node.operation.offset)
          if (node.operation.length) this.#arithmetic(node.operation.length)
        }
        return this.#below(node, piped)
      case 'ArithmeticWord':
        this.#arithmetic({ ...node, type: 'Word', text: node.value })
        return this.#below(node, piped)
      case 'TestBinary':
        if (/^-(eq|ne|lt|le|gt|ge)$/.test(node.operator)) this.#sides(node.left, node.right)
        return this.#below(node, piped)
      case 'TestUnary':
        if (/^-[vR]$/.test(node.operator)) this.#plainName(node.operand)
        return this.#below(node, piped)
      case 'While':
      case 'ArithmeticFor':
        if (startsInBackground(node))
          this.#scope.effects.unknown('it starts something in the background again and again', this.#span(node))
        return this.#below(node, piped)
      default:
        if (!CHILDREN.has(node.type)) this.#scope.effects.unknown(`\`${node.type}\` is not known`, this.#span(node))
        return this.#below(node, piped)
    }
  }

  /** What is counted with: the text of a variable in it is code. */
  #arithmetic(word: Word): void {
    if (/^[@*]$/.test(word.value)) return
    for (const value of this.#variables.word(word).values)
      noteArithmetic(value, word.pos, this.#span(word), this.#variables, this.#scope.effects)
  }

  #sides(...words: readonly Word[]): void {
    for (const word of words) this.#arithmetic(word)
  }

  /** `${!name}`: what stands in the value is a name, and its subscript is code. */
  #indirect({ parameter, text, pos, end }: ParameterExpansionPart): void {
    for (const value of this.#variables.valuesOf(parameter, pos))
      if (!/^\w*$/.test(value))
        this.#scope.effects.becomesCode(value, `\`${text}\` reads what only a run can tell`, this.#span({ pos, end }))
    if (this.#variables.valuesOf(parameter, pos).some((value) => /[[(]/.test(value)))
      this.#scope.effects.unknown(`\`${text}\` runs what stands in the value`, this.#span({ pos, end }))
  }

  #plainName(word: Word): void {
    if (!this.#variables.word(word).values.every((value) => /^\w+$/.test(value)))
      this.#scope.effects.unknown('a name that may hold code', this.#span(word))
  }

  /** `IFS= read` is of that command alone; options of a session may only limit it. */
  #steers(node: Assignment): void {
    const values = node.value.type === 'Word' ? this.#variables.word(node.value).values : []
    if (node.name === 'IFS' ? !this.#reads.has(node) : isSteering(node.name, values))
      this.#scope.effects.unknown(`it sets \`${node.name}\``, this.#span(node))
  }

  #below(node: SyntaxNode, piped: ProgramInput): void {
    forEachChild(node, (child) => this.#visit(child, piped))
  }

  #function(node: ShellFunction): void {
    const name = node.name.value
    // One that calls itself may never end; one named as a program hides it.
    if (!/^[a-z_]\w*$/i.test(name) || this.#scope.languages.programs.has(name) || callsOf(node.body).includes(name))
      this.#scope.effects.unknown(
        `a function is named \`${name}\`, and what then runs is not what stands there`,
        this.#span(node.name)
      )
    this.#visit(node.body, UNKNOWN)
  }

  #command(node: Command, piped: ProgramInput): void {
    if (/^(read|mapfile|readarray)$/.test(node.name?.value ?? ''))
      for (const part of node.prefix) if (part.type === 'Assignment') this.#reads.add(part)
    for (const part of [...node.prefix, ...node.suffix]) {
      if (part.type === 'Assignment' || part.type === 'Word') this.#visit(part, NONE)
    }
    this.#redirects(node.redirects)
    if (!node.name) return
    if (node.name.value === 'exec' && node.redirects.some(isInput))
      this.#scope.effects.unknown('what comes after it reads something else', this.#span(node))
    this.#visit(node.name, NONE)
    const words = node.suffix.filter((part) => part.type === 'Word').map((word) => this.#word(word))
    this.#call(this.#word(node.name), words, this.#inputs.of(node.redirects, piped), this.#span(node), node.pos)
  }

  #word(node: Word): ProgramCall['words'][number] {
    const abstract: AbstractWord = this.#variables.word(node)
    const filled = this.#inputs.filledCode(node, abstract.values)
    return { ...abstract, code: this.#inputs.literalCode(node), filled, place: this.#span(node) }
  }

  #call(name: ProgramWord, words: readonly ProgramWord[], input: ProgramInput, place: Span, at: number | null): void {
    for (const value of name.values) {
      // `$k delete pod` with `k='kubectl -n prod'` is what stands in the value.
      const [first = '', ...more] = name.splits ? value.trim().split(/\s+/) : [value]
      if (first === '' && name.splits) {
        // `$limit redis-cli` without a limit.
        const [next, ...others] = words
        if (next) this.#call(next, others, input, place, at)
        continue
      }
      // No program has an empty name: the shell does not find it.
      if (first === '') continue
      if (isDynamic(first)) {
        this.#scope.effects.unknown(`only a run can tell what \`${written(value)}\` runs`, name.place)
        continue
      }
      const given = more.map((text) => ({ ...name, values: [text], splits: isDynamic(text), code: null }))
      this.#program({ name: first, words: [...given, ...words], input, place, namePlace: name.place }, at)
    }
  }

  #program(
    call: Omit<ProgramCall, keyof EffectScope | 'run' | 'made' | 'shell' | 'elsewhere'>,
    at: number | null
  ): void {
    const base = call.name.startsWith('/') ? call.name.replace(/^(\/usr)?(\/local)?\/s?bin\//, '') : call.name
    // What another program runs is never a function, and neither is what has a path.
    if (at !== null && this.#functions.some(({ name, from, to }) => name === call.name && from <= at && at < to)) return
    if (/^(cd|pushd|popd)$/.test(base)) this.#scope.effects.moves()
    const check = this.#scope.languages.programs.get(base)
    if (!check)
      return this.#scope.effects.unknown(`\`${written(call.name)}\` is not known to only read`, call.namePlace)
    for (const words of check === reads ? [call.words] : waysOf(call.words, call.name, this.#scope.effects)) {
      if (!TAKES_NO_OPTIONS.has(base)) noteOperands(words, this.#scope.effects)
      check({
        ...this.#scope,
        ...call,
        words,
        name: base,
        made: this.#made,
        run: (name, others, input) => this.#call(name, others, input ?? call.input, call.place, null),
        shell: (code) => shellEffects(code, { ...this.#scope, piped: call.input }),
        elsewhere: (name, others, input) => this.#elsewhere(name, others, input, call.place)
      })
    }
  }

  #elsewhere(name: ProgramWord, words: readonly ProgramWord[], input: ProgramInput, place: Span): void {
    const scope = this.#scope
    const effects = new Effects()
    this.#scope = { ...scope, effects, files: new Map(), known: new Map(), isElsewhere: true }
    this.#call(name, words, input, place, null)
    this.#scope = scope
    scope.effects.runsElsewhere(effects, false, place)
    // What `mktemp` made here is not there.
    if (words.some(({ values }) => values.some((value) => value.includes(TEMPORARY) || folderOf(value) !== null)))
      scope.effects.unknown('it is given a path of this machine', place)
  }

  #redirects(redirects: readonly Redirection[]): void {
    const [first] = redirects
    if (first && isPlaceholder(redirects))
      return this.#scope.effects.unknown('it holds a placeholder that nobody has filled in', this.#span(first))
    for (const redirect of redirects) {
      if (redirect.type === 'HereDoc') {
        for (const part of redirect.body.parts ?? []) this.#visit(part, NONE)
        continue
      }
      if (!redirect.target) continue
      this.#visit(redirect.target, NONE)
      if (redirect.type !== 'Redirect') continue
      const { operator } = redirect
      // What is read is what the command in it prints, which is looked at where it stands.
      const [part, ...others] = redirect.target.parts ?? []
      if (operator === '<' && part?.type === 'ProcessSubstitution' && part.operator === '<' && others.length === 0)
        continue
      const { values } = this.#variables.word(redirect.target)
      for (const value of values) {
        if (
          /^\/dev\/(tcp|udp)\//.test(value) ||
          (operator.startsWith('<') && isDynamic(value.slice(0, 1)) && value.startsWith('\uE000'))
        )
          this.#scope.effects.unknown(`it opens \`${written(value)}\``, this.#span(redirect))
        else if (operator === '<' || (/^[<>]&$/.test(operator) && /^(\d+|-|\d+-)$/.test(value))) continue
        else {
          if (isOwnPath(value) && value !== TEMPORARY) this.#made.add(value)
          this.#scope.effects.writes(value, this.#span(redirect))
        }
      }
    }
  }
}
