/**
 * The last lines that a script of the shell can print, where all of them stand in its text.
 */
import { forEachChild, type Command, type Redirection, type SyntaxNode } from 'unbash'
import type { CommandFacts } from './facts.js'
import { leavesTerminal } from './shell/calls.js'
import { ShellWords } from './shell/words.js'
import { codeElsewhere, type MappedText } from './text/mapped-text.js'
import type { Trees } from './trees.js'

/** What cannot be told from the text. */
class Untold extends Error {}

/** Programs and builtins that print nothing, or nothing to stdout. */
const SILENT =
  /^(:|\[|\[\[|test|true|false|cd|chmod|cp|declare|exit|export|kill|let|local|mkdir|mv|pushd|read|readonly|return|rm|rmdir|set|shift|shopt|sleep|touch|typeset|umask|unset|wait|break|continue|mapfile|readarray)$/
const MAX_DEPTH = 6
const MAX_LINES = 100

/**
 * All last lines that a command can print where it succeeds; null where they cannot be told from its text. An empty one
 * stands for nothing.
 */
export function answersIn({ code, tree, trees, command }: CommandFacts): ReadonlySet<string> | null {
  if (tree === null) return null
  try {
    const lines = new AnswerWalk(code, trees, command.scripts ?? [], 0).answersOf(tree, new Set(['']))
    const answers = new Set([...lines].map((line) => line.replace(OPEN, '').trim()))
    return [...answers].some((answer) => answer.includes(UNTOLD)) ? null : answers
  } catch (error) {
    // A tree deeper than the stack, or an answer that only a run can tell.
    if (error instanceof Untold || error instanceof RangeError) return null
    throw error
  }
}

/** Last lines; one that is not ended yet has a sign behind it. */
type Lines = ReadonlySet<string>

const OPEN = '\0'
/** What only a run can tell. */
const UNTOLD = '\u0001'
const NONE: Lines = new Set()

class AnswerWalk {
  readonly #code: MappedText
  readonly #trees: Trees
  readonly #words: ShellWords
  readonly #scripts: NonNullable<CommandFacts['command']['scripts']>
  readonly #depth: number
  readonly #functions = new Map<string, SyntaxNode>()
  /** What stood last where the shell ended early and well, and where the function did. */
  #ended = new Set<string>()
  readonly #returned = new Set<string>()

  constructor(
    code: MappedText,
    trees: Trees,
    scripts: NonNullable<CommandFacts['command']['scripts']>,
    depth: number,
    given: readonly string[] = []
  ) {
    this.#code = code
    this.#trees = trees
    const values = given.map((value, index) => [String(index + 1), { values: [value], holds: [] }] as const)
    this.#words = new ShellWords(code, new Map(values))
    this.#scripts = scripts
    this.#depth = depth
  }

  answersOf(root: SyntaxNode, before: Lines): Lines {
    return join(join(this.#after(root, before), this.#ended), this.#returned)
  }

  /** The last lines after a part, from those before it; none where it ends the script. */
  #after(node: SyntaxNode, before: Lines): Lines {
    switch (node.type) {
      case 'Script':
      case 'CompoundList':
        return node.commands.reduce((lines: Lines, one) => this.#after(one, lines), before)
      case 'Statement':
        if (node.background) throw new Untold()
        return this.#after(node.command, before)
      case 'BraceGroup':
        return this.#after(node.body, before)
      case 'Subshell': {
        const outer = this.#ended
        this.#ended = new Set()
        const after = join(this.#after(node.body, before), this.#ended)
        this.#ended = outer
        return after
      }
      case 'Function':
        this.#functions.set(node.name.value, node.body)
        return before
      case 'AndOr':
        return this.#andOr(node.commands, node.operators, before)
      case 'If': {
        let lines = this.#after(node.clause, before)
        let all = this.#after(node.then, lines)
        for (const elif of node.elif) {
          lines = this.#after(elif.clause, lines)
          all = join(all, this.#after(elif.then, lines))
        }
        return join(all, node.else ? this.#after(node.else, lines) : lines)
      }
      case 'Case': {
        const isComplete = node.items.some(({ pattern }) => pattern.some(({ text }) => text === '*'))
        const items = node.items.map(({ body }) => this.#after(body, before))
        return items.reduce((all: Lines, one) => join(all, one), isComplete ? NONE : before)
      }
      case 'For':
        return join(before, this.#after(node.body, this.#after(node.body, before)))
      case 'While': {
        const once = join(before, this.#after(node.body, this.#after(node.clause, before)))
        return join(once, this.#after(node.body, this.#after(node.clause, once)))
      }
      case 'Pipeline':
        return this.#pipeline(node.commands, before)
      case 'Redirected':
        return leavesTerminal(node.redirects) || isError(node.redirects)
          ? this.#muted(node.command, before)
          : this.#after(node.command, before)
      case 'Command':
        return this.#command(node, before)
      case 'TestCommand':
      case 'ArithmeticCommand':
        return before
      default:
        throw new Untold()
    }
  }

  #andOr(commands: readonly SyntaxNode[], operators: readonly string[], before: Lines): Lines {
    /** What was printed where all went well up to here, and where it did not. */
    let well = before
    let failed = NONE
    for (const [index, command] of commands.entries()) {
      const isOr = operators[index - 1] === '||'
      // Behind a failure a plain `exit` hands it on.
      const after = isOr && isPlainExit(command) ? NONE : this.#after(command, isOr ? failed : well)
      const failing = canFail(command) ? after : NONE
      well = isOr ? join(well, after) : after
      failed = isOr ? failing : join(failed, failing)
    }
    return join(well, failed)
  }

  /** A part whose output is not seen may end the script nevertheless. */
  #muted(node: SyntaxNode, before: Lines): Lines {
    const ends = mayEnd(node)
    if (ends) for (const line of before) this.#ended.add(line)
    return before
  }

  #pipeline(commands: readonly SyntaxNode[], before: Lines): Lines {
    const [only] = commands
    if (commands.length === 1 && only) return this.#after(only, before)
    const last = commands.at(-1)
    const isQuiet =
      last?.type === 'Command' && (isGrepThatIsQuiet(last) || leavesTerminal(last.redirects) || isError(last.redirects))
    return isQuiet ? before : untold(before)
  }

  #command(node: Command, before: Lines): Lines {
    if (!node.name) return before
    const name = this.#words.word(node.name).value
    const body = this.#functions.get(name)
    const isHidden = leavesTerminal(node.redirects) || isError(node.redirects)
    if (body && this.#depth < MAX_DEPTH) return isHidden ? this.#muted(body, before) : this.#called(body, node, before)
    if (name === 'exit' || name === 'return') {
      const [status = ''] = this.#valuesOf(node)
      // A failure is decided by its status.
      if (/^[1-9]\d*$/.test(status)) return NONE
      if (!/^0?$/.test(status) && [...before].some((line) => line !== '')) throw new Untold()
      for (const line of before) (name === 'exit' ? this.#ended : this.#returned).add(line)
      return NONE
    }
    if (isHidden || SILENT.test(name) || isGrepThatIsQuiet(node)) return before
    if (name === 'echo' || name === 'printf') return this.#printed(node, name, before)
    return this.#script(name, node, before)
  }

  #called(body: SyntaxNode, node: Command, before: Lines): Lines {
    const inner = new AnswerWalk(this.#code, this.#trees, this.#scripts, this.#depth + 1, this.#valuesOf(node))
    for (const [name, one] of this.#functions) inner.#functions.set(name, one)
    const after = join(inner.#after(body, before), inner.#returned)
    for (const line of inner.#ended) this.#ended.add(line)
    return after
  }

  #valuesOf({ args }: Command): string[] {
    return args.flatMap((part) => (part.type === 'Word' ? [this.#words.word(part).value] : []))
  }

  #printed(node: Command, name: string, before: Lines): Lines {
    const values = this.#valuesOf(node).map((value) => value.replaceAll(/\0|\$\w+/g, UNTOLD))
    const text = name === 'echo' ? echoed(values) : formatted(values)
    return new Set([...before].map((line) => lastOf(line.endsWith(OPEN) ? line.slice(0, -1) + text : text, line)))
  }

  /** A script of the pack that is run by its name. */
  #script(name: string, node: Command, before: Lines): Lines {
    const named = this.#valuesOf(node)[0]?.replace(/^\$RUNBOOK\//, '')
    const script = this.#scripts.find((one) => one.path === named && one.interpreter === 'bash')
    if (/^(eval|exec|source|trap|\.)$/.test(name)) throw new Untold()
    if (!/^(ba)?sh$/.test(name) || !script || this.#depth >= MAX_DEPTH || this.#trees.refusal(script.code) !== null)
      return untold(before)
    const code = codeElsewhere(script.code, { start: 0, end: 0 })
    const inner = new AnswerWalk(code, this.#trees, this.#scripts, this.#depth + 1)
    return inner.answersOf(this.#trees.shell(script.code), before)
  }
}

/** After a program whose output is not known; where the script has ended it does not run. */
function untold(before: Lines): Lines {
  return before.size === 0 ? NONE : new Set([UNTOLD])
}

function join(a: Lines, b: Lines): Lines {
  const all = new Set([...a, ...b])
  if (all.size > MAX_LINES) throw new Untold()
  return all
}

/** The last line of what was printed; the one before it where that was nothing but ends of lines. */
function lastOf(text: string, before: string): string {
  const line = text.trimEnd().split('\n').at(-1) ?? ''
  if (line === '') return before
  return text.endsWith('\n') ? line : `${line}${OPEN}`
}

function echoed(values: readonly string[]): string {
  const isOption = (value: string): boolean => /^-[neE]+$/.test(value)
  const first = values.findIndex((value) => !isOption(value))
  const text = (first === -1 ? [] : values.slice(first)).join(' ')
  if (text.includes('\\')) throw new Untold()
  return values.slice(0, Math.max(first, 0)).some((value) => value.includes('n')) ? text : `${text}\n`
}

/** What `printf` makes of words that are known. */
function formatted([format = '', ...values]: readonly string[]): string {
  if (format.startsWith('-')) throw new Untold()
  const places = format.match(/%[^%]/g) ?? []
  if (places.some((place) => place !== '%s') || /\\(?![nt\\])/.test(format)) throw new Untold()
  const once = (given: readonly string[]): string => {
    let next = 0
    return format.replaceAll(/%s|%%|\\n|\\t|\\\\/g, (found) => {
      if (found === '%s') return given[next++] ?? ''
      return { '%%': '%', '\\n': '\n', '\\t': '\t' }[found] ?? '\\'
    })
  }
  if (places.length === 0) return once([])
  let text = ''
  for (let index = 0; index === 0 || index < values.length; index += places.length)
    text += once(values.slice(index, index + places.length))
  return text
}

function isError(redirects: readonly Redirection[]): boolean {
  return redirects.some(
    (redirect) =>
      redirect.type === 'Redirect' &&
      !redirect.descriptor &&
      ((redirect.operator === '>&' && redirect.target?.value === '2') || redirect.target?.value === '/dev/stderr')
  )
}

function isGrepThatIsQuiet({ name, args }: Command): boolean {
  const options = args.map((part) => (part.type === 'Word' ? part.value : ''))
  return /^(e|f)?grep$/.test(name?.value ?? '') && options.some((option) => /^-\w*q|^--(quiet|silent)$/.test(option))
}

function isPlainExit(node: SyntaxNode): boolean {
  return node.type === 'Command' && /^(exit|return)$/.test(node.name?.value ?? '') && node.args.length === 0
}

/** Whether it may end with a failure, as all does but what only prints. */
function canFail(node: SyntaxNode): boolean {
  if (node.type === 'Command') return !/^(echo|printf|:|true)$/.test(node.name?.value ?? '')
  const last = node.type === 'BraceGroup' ? node.body.commands.at(-1) : null
  return last ? canFail(last.command) : true
}

function mayEnd(node: SyntaxNode): boolean {
  if (node.type === 'Command' && /^(exit|return|exec)$/.test(node.name?.value ?? '')) return true
  let ends = false
  forEachChild(node, (child) => {
    ends ||= mayEnd(child)
  })
  return ends
}
