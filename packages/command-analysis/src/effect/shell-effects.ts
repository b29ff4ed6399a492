/**
 * Walks a shell script and notes everything that keeps it from being shown to be read-only. What the walk does not know is
 * unknown: constructs, programs and options are allowed one by one.
 */
import {
  forEachChild,
  parse,
  type Command,
  type Function as ShellFunction,
  type Redirection,
  type SyntaxNode,
  type Word
} from 'unbash'
import { refusal } from '../text/limits.js'
import { firstLine, type MappedText, type Span } from '../text/mapped-text.js'
import { isOwnPath, isDynamic, TEMPORARY, written } from './paths.js'
import type { EffectScope, ProgramCall, ProgramInput } from './scope.js'
import { Variables, type AbstractWord } from './shell-values.js'

/** Variables by which programs are told to run or to load something else. */
const STEERING =
  /^(PATH|IFS|ENV|CDPATH|HOME|SHELL|PS[0-4]|PROMPT_COMMAND|(BASH|SHELL|LD|DYLD|GIT|NODE|NPM|PYTHON|PERL|RUBY|LESS|MAN|AWK|JQ|CURL|WGET|XDG|KUBE|HELM|DOCKER|TF)\w*|AWS_CONFIG\w*|PSQL\w*|PGSERVICE\w*|PGSYSCONFDIR|\w*(PAGER|EDITOR|VISUAL|BROWSER)|\w+_OPTIONS)$/
const CHILDREN = new Set([
  'CompoundList',
  'Subshell',
  'BraceGroup',
  'If',
  'Elif',
  'While',
  'Case',
  'CaseItem',
  'AndOr',
  'TestCommand',
  'TestUnary',
  'TestBinary',
  'TestLogical',
  'TestNot',
  'TestGroup',
  'ArithmeticFor',
  'ArithmeticCommand',
  'ArithmeticBinary',
  'ArithmeticUnary',
  'ArithmeticTernary',
  'ArithmeticGroup',
  'ArithmeticWord',
  'ArithmeticExpansion',
  'For',
  'Word',
  'Literal',
  'SingleQuoted',
  'AnsiCQuoted',
  'DoubleQuoted',
  'LocaleString',
  'Glob',
  'ExtendedGlob',
  'BraceExpansion',
  'SimpleExpansion',
  'Assignment',
  'ArrayValue',
  'Statement',
  'Negation',
  'Time',
  'FileDescriptor',
  'HereDocBody',
  'HereDocDelimiter',
  'HereString',
  'Default',
  'Remove',
  'Replace',
  'Slice',
  'CaseModification',
  'Names'
])

/** Notes what a script may do. */
export function shellEffects(code: MappedText, scope: EffectScope): void {
  const refused = refusal(code.text)
  if (refused !== null) return scope.effects.unknown(`it is not read: ${refused}`, firstLine(code))
  if (scope.depth > 5) return scope.effects.unknown('code in code is nested too deep', firstLine(code))
  new ShellEffects(code, { ...scope, depth: scope.depth + 1 }).run()
}

class ShellEffects {
  readonly #code: MappedText
  readonly #scope: EffectScope
  readonly #root: SyntaxNode
  readonly #variables: Variables
  readonly #functions = new Set<string>()
  /** Files that this script writes itself. */
  readonly #made = new Set<string>()

  constructor(code: MappedText, scope: EffectScope) {
    this.#code = code
    this.#scope = scope
    this.#root = parse(code.text)
    this.#variables = new Variables(this.#root)
    this.#findFunctions(this.#root)
  }

  run(): void {
    this.#visit(this.#root, false)
  }

  #findFunctions(node: SyntaxNode): void {
    if (node.type === 'Function') this.#functions.add(node.name.value)
    forEachChild(node, (child) => this.#findFunctions(child))
    if ((node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') && node.script)
      this.#findFunctions(node.script)
  }

  #span(node: { pos: number; end: number }): Span {
    return this.#code.span(node.pos, node.end)
  }

  #visit(node: SyntaxNode, isPiped: boolean): void {
    switch (node.type) {
      case 'Script':
        if (node.errors !== undefined && node.errors.length > 0)
          this.#scope.effects.unknown('the shell cannot read it', this.#span(node))
        // Back-ticks with escapes in them are a text of their own, whose places are not ours.
        if (node.source !== undefined)
          return this.#scope.effects.unknown('escapes in back-ticks', firstLine(this.#code))
        return this.#below(node, isPiped)
      case 'CommandExpansion':
      case 'ProcessSubstitution':
      case 'ArithmeticCommandExpansion':
        if (node.script) this.#visit(node.script, false)
        else this.#scope.effects.unknown('the shell cannot read it', this.#span(node))
        return
      case 'Pipeline':
        for (const [index, command] of node.commands.entries()) this.#visit(command, isPiped || index > 0)
        return
      case 'Function':
        return this.#function(node)
      case 'Redirected':
        this.#redirects(node.redirects)
        return this.#visit(node.command, isPiped || node.redirects.some(isInput))
      case 'Command':
        return this.#command(node, isPiped)
      case 'Assignment':
        if (STEERING.test(node.name)) this.#scope.effects.unknown(`it sets \`${node.name}\``, this.#span(node))
        return this.#below(node, isPiped)
      case 'ParameterExpansion':
        if (node.operation?.type === 'Transform' || node.operation?.type === 'Unknown')
          this.#scope.effects.unknown(`\`${node.text}\` may run what stands in the value`, this.#span(node))
        return this.#below(node, isPiped)
      default:
        if (!CHILDREN.has(node.type)) this.#scope.effects.unknown(`\`${node.type}\` is not known`, this.#span(node))
        return this.#below(node, isPiped)
    }
  }

  #below(node: SyntaxNode, isPiped: boolean): void {
    forEachChild(node, (child) => this.#visit(child, isPiped))
  }

  #function(node: ShellFunction): void {
    const name = node.name.value
    // One that calls itself may never end; one named as a program hides it.
    if (!/^[a-z_]\w*$/i.test(name) || this.#scope.languages.programs.has(name) || callsOf(node.body).includes(name))
      this.#scope.effects.unknown(
        `a function is named \`${name}\`, and what then runs is not what stands there`,
        this.#span(node.name)
      )
    this.#visit(node.body, true)
  }

  #command(node: Command, isPiped: boolean): void {
    for (const part of [...node.prefix, ...node.suffix]) {
      if (part.type === 'Assignment' || part.type === 'Word') this.#visit(part, false)
    }
    this.#redirects(node.redirects)
    if (!node.name) return
    this.#visit(node.name, false)
    const words = node.suffix.filter((part) => part.type === 'Word').map((word) => this.#word(word))
    this.#call(this.#word(node.name), words, this.#input(node.redirects, isPiped), this.#span(node))
  }

  #word(node: Word): ProgramCall['words'][number] {
    const abstract: AbstractWord = this.#variables.word(node)
    return { ...abstract, code: this.#literalCode(node), place: this.#span(node) }
  }

  /** The code in a word of which the shell changes nothing but quotes. */
  #literalCode(word: Word): MappedText | null {
    const [part, ...others] = word.parts ?? []
    if (!part) return this.#code.slice(word.pos, word.end)
    if (others.length > 0) return null
    if (part.type === 'SingleQuoted') return this.#code.slice(part.pos + 1, part.end - 1)
    const isPlain =
      part.type === 'DoubleQuoted' && part.parts.every(({ type }) => type === 'Literal') && !part.text.includes('\\')
    return isPlain ? this.#code.slice(part.pos + 1, part.end - 1) : null
  }

  #call(name: ProgramCall['words'][number], words: ProgramCall['words'], input: ProgramInput, place: Span): void {
    for (const value of name.values) {
      // `$k delete pod` with `k='kubectl -n prod'` is what stands in the value.
      const [first = '', ...more] = name.splits ? value.trim().split(/\s+/) : [value]
      if (first === '' && value !== '') continue
      if (first === '' || isDynamic(first)) {
        this.#scope.effects.unknown(`only a run can tell what \`${written(value) || '""'}\` runs`, name.place)
        continue
      }
      const given = more.map((text) => ({ ...name, values: [text], splits: isDynamic(text), code: null }))
      this.#program({ name: first, words: [...given, ...words], input, place, namePlace: name.place })
    }
  }

  #program(call: Omit<ProgramCall, keyof EffectScope | 'run' | 'made' | 'shell'>): void {
    const base = call.name.startsWith('/') ? call.name.replace(/^(\/usr)?(\/local)?\/s?bin\//, '') : call.name
    if (this.#functions.has(base)) return
    const check = this.#scope.languages.programs.get(base)
    const full: ProgramCall = {
      ...this.#scope,
      ...call,
      name: base,
      made: this.#made,
      run: (name, words, input) => this.#call(name, words, input ?? call.input, call.place),
      shell: (code) => shellEffects(code, this.#scope)
    }
    if (check) check(full)
    else this.#scope.effects.unknown(`\`${written(call.name)}\` is not known to only read`, call.namePlace)
  }

  #input(redirects: readonly Redirection[], isPiped: boolean): ProgramInput {
    const last = redirects.findLast(isInput)
    if (!last) return isPiped ? { type: 'unknown' } : { type: 'none' }
    if (last.type === 'HereDoc') {
      const { body, delimiter } = last
      const isLiteral = delimiter?.quoted === true || !body.parts || body.parts.every(({ type }) => type === 'Literal')
      const code = this.#code.slice(body.pos, body.end)
      return { type: 'text', code, isLiteral: isLiteral && (delimiter?.quoted === true || !/[\\]/.test(code.text)) }
    }
    if (last.type === 'HereString' && last.target) {
      const code = this.#literalCode(last.target)
      return code ? { type: 'text', code, isLiteral: true } : { type: 'unknown' }
    }
    const target = last.type === 'Redirect' ? last.target : undefined
    const values = target ? this.#variables.word(target).values : []
    return values.length > 0 && values.every((value) => value === '/dev/null') ? { type: 'none' } : { type: 'unknown' }
  }

  #redirects(redirects: readonly Redirection[]): void {
    for (const redirect of redirects) {
      if (redirect.type === 'HereDoc') {
        for (const part of redirect.body.parts ?? []) this.#visit(part, false)
        continue
      }
      if (!redirect.target) continue
      this.#visit(redirect.target, false)
      if (redirect.type !== 'Redirect') continue
      const { operator } = redirect
      const { values } = this.#variables.word(redirect.target)
      for (const value of values) {
        if (
          /^\/dev\/(tcp|udp)\//.test(value) ||
          (operator.startsWith('<') && isDynamic(value.slice(0, 1)) && value.startsWith('\uE000'))
        )
          this.#scope.effects.unknown(`it opens \`${written(value)}\``, this.#span(redirect))
        else if (operator === '<' || (/^[<>]&$/.test(operator) && /^(\d+|-|\d+-)$/.test(value))) continue
        else this.writes(value, this.#span(redirect))
      }
    }
  }

  /** Notes that a path is written. */
  writes(path: string, place: Span): void {
    if (isOwnPath(path)) {
      if (path !== TEMPORARY) this.#made.add(path)
      return
    }
    if (isDynamic(path)) this.#scope.effects.unknown(`it writes to \`${written(path)}\`, wherever that lies`, place)
    else this.#scope.effects.changes(`it writes to \`${path}\``, place)
  }
}

function isInput(redirect: Redirection): boolean {
  const descriptor = redirect.descriptor
  if (descriptor && !(descriptor.type === 'FileDescriptor' && descriptor.value === 0)) return false
  return redirect.type !== 'Redirect' || redirect.operator.startsWith('<')
}

/** The names that are called below a node, also in substitutions. */
function callsOf(node: SyntaxNode): string[] {
  const names = node.type === 'Command' && node.name ? [node.name.value] : []
  forEachChild(node, (child) => names.push(...callsOf(child)))
  if ((node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') && node.script)
    names.push(...callsOf(node.script))
  return names
}
