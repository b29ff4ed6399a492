/**
 * What goes wrong in a command although its parser and its shell are content with it.
 */
import { forEachChild, type Command, type Redirection, type SyntaxNode, type Word } from 'unbash'
import type { CommandFacts } from './facts.js'
import type { MappedText, Span } from './text/mapped-text.js'
import type { Trees } from './trees.js'

/** A place, with what stands there. */
export interface Pitfall {
  /** The program or the variable. */
  name: string
  place: Span
}

/** A pipeline whose first status is lost. */
export interface LostStatus extends Pitfall {
  /** Whether its failure looks like an answer that is empty: it reads what may be missing, and the last one only passes on. */
  isEmptyAnswer: boolean
  /** The text that ends with the pipeline: that of the block, or of the script that the block runs last. */
  text: string
}

/** What was found. */
export interface Pitfalls {
  /** Calls that ask a person something at the terminal. */
  asks: readonly Pitfall[]
  /** `$NAME` in a text that nobody expands. */
  unexpanded: readonly Pitfall[]
  /** The last pipeline, when it ends with the status of its last program: the name is the one whose status is lost. */
  lost: readonly LostStatus[]
  /** Expansions that the shell splits, where that deletes or tests something else. */
  unquoted: readonly Pitfall[]
  /** Tests of one word that was meant to be a comparison. */
  oneWord: readonly Pitfall[]
  /** Changes of the folder after which commands run wherever it led. */
  unchecked: readonly Pitfall[]
}

const NOTHING = { asks: [], unexpanded: [], lost: [], unquoted: [], oneWord: [], unchecked: [] }

/** Programs that read code in a language of their own, in which `$NAME` may mean something. */
const READS_CODE =
  /^(awk|gawk|mawk|nawk|sed|jq|yq|gojq|perl|ruby|php|python[23]?|node|deno|bun|bash|sh|dash|zsh|ksh|eval|trap|xargs|ssh|su|sudo|env|find|watch|parallel|envsubst|timeout|tclsh|expect|grep|egrep|cat|tee|printf|echo|git|docker|kubectl|alias|read|test|\[|\[\[|export|declare|local)$/
/** Programs that choose their status by what they find. */
const ANSWERS = /^(e|f)?grep$|^(jq|awk|gawk|cmp|diff|test|\[|bash|sh|node|python3?|psql|xargs|while|read)$/
/** Programs that fail where a file, a server or a right is missing. */
const READS_WHAT_MAY_BE_MISSING =
  /^(awk|gawk|mawk|cat|cut|curl|head|jq|node|perl|psql|python3?|sed|sort|tail|uniq|wget)$/
/** Programs that print what they are given. */
const PASSES_ON = /^(tee|cat|tail|head|sort|tr|uniq|column)$/
const EDITORS =
  /^(vi|vim|nvim|nano|emacs|pico|ed|joe|less|more|top|htop|passwd|visudo|vipw|fzf|dialog|whiptail|select)$/
/** By the first words of a call, behind its name. */
const ASKS: Readonly<Record<string, RegExp>> = {
  npm: /^(login|adduser|init(?!.*( -y| --yes)))\b/,
  pnpm: /^login\b/,
  gh: /^auth login\b/,
  aws: /^(sso login|configure$)/,
  gcloud: /^(auth login|init)\b/,
  az: /^login\b/,
  vercel: /^login\b/,
  supabase: /^login\b/,
  docker: /^login\b(?!.*--password-stdin)/,
  kubectl: /^(-n \S+ )?edit\b/,
  crontab: /^-e\b/,
  git: /^(rebase -i|add -p|commit$|commit --amend$)/,
  terraform: /^(apply|destroy)\b(?!.*-auto-approve)/,
  psql: /(^| )(-W|--password)\b/,
  mysql: /(^| )(-p|--password)( |$)/,
  ssh: /^(?!.*BatchMode[= ]yes)(?!-V).+/,
  scp: /^(?!.*BatchMode[= ]yes).+/,
  'ssh-copy-id': /./,
  sudo: /^(?!-n\b|--non-interactive\b|-[A-Za-z]*n[A-Za-z]* |-K\b|-k\b|-V\b).+/,
  su: /^/
}

/** What was found in commands, whichever names they may expect: several rules ask. */
const known = new WeakMap<CommandFacts, Pitfalls>()

/**
 * Looks for what goes wrong.
 * @param facts What is known of a command.
 * @param inputs The names that a command may expect to be put in.
 */
export function pitfallsIn(facts: CommandFacts, inputs: ReadonlySet<string>): Pitfalls {
  const found = known.get(facts) ?? lookFor(facts)
  known.set(facts, found)
  return { ...found, unexpanded: found.unexpanded.filter(({ name }) => inputs.has(name)) }
}

function lookFor({ command, code, tree, trees }: CommandFacts): Pitfalls {
  if (command.interpreter === 'sql') return { ...NOTHING, unexpanded: namesIn(code) }
  if (tree === null) return NOTHING
  const walk = new PitfallWalk(code)
  try {
    walk.visit(tree, false)
    walk.last(tree, code.text, (start, end) => code.span(start, end))
    walk.lastOfScript(tree, command.scripts ?? [], trees)
  } catch (error) {
    // A tree deeper than the stack.
    if (!(error instanceof RangeError)) throw error
  }
  return walk
}

/** `$NAME` and `${NAME}` in a text, but for what a dollar sign quotes. */
function namesIn(code: MappedText): Pitfall[] {
  return [...code.text.matchAll(/(?<![\\$\w])\$(?:\{([A-Z][A-Z0-9_]*)\}|([A-Z][A-Z0-9_]*)(?![\w$]))/g)].flatMap(
    (match) => {
      const name = match[1] ?? match[2] ?? ''
      // A meta-command of psql hands its line to a shell, which knows the variable.
      const line = code.text.slice(code.text.lastIndexOf('\n', match.index) + 1, match.index)
      return !/\\[a-z!]|`/i.test(line) ? [{ name, place: code.span(match.index, match.index + match[0].length) }] : []
    }
  )
}

class PitfallWalk implements Pitfalls {
  readonly asks: Pitfall[] = []
  readonly unexpanded: Pitfall[] = []
  readonly lost: LostStatus[] = []
  readonly unquoted: Pitfall[] = []
  readonly oneWord: Pitfall[] = []
  readonly unchecked: Pitfall[] = []
  readonly #code: MappedText

  constructor(code: MappedText) {
    this.#code = code
  }

  /** @param isFed Whether something other than the terminal is read there. */
  visit(node: SyntaxNode, isFed: boolean): void {
    if (node.type === 'Command') return this.#command(node, isFed)
    if (node.type === 'Pipeline') {
      for (const [index, command] of node.commands.entries()) this.visit(command, isFed || index > 0)
      return
    }
    if (node.type === 'CompoundList') this.#folders(node)
    if (node.type === 'Redirected') return this.visit(node.command, isFed || node.redirects.some(isInput))
    // What a function is given is told where it is called.
    forEachChild(node, (child) => this.visit(child, isFed || node.type === 'Function'))
    if ((node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') && node.script)
      this.visit(node.script, isFed)
  }

  #command(node: Command, isFed: boolean): void {
    const name = node.name?.value ?? ''
    const words = node.suffix.filter((part) => part.type === 'Word')
    const said = words.map(({ value }) => value).join(' ')
    const isOwnFed = isFed || node.redirects.some(isInput)
    const isTerminal = node.redirects.some(
      (redirect) => redirect.type === 'Redirect' && redirect.target?.value === '/dev/tty'
    )
    const isReading = isTerminal || (name === 'read' && !isOwnFed && !/(^| )-[a-z]*u/.test(said))
    if (isReading || EDITORS.test(name) || (Object.hasOwn(ASKS, name) && ASKS[name]?.test(said) === true))
      this.asks.push({ name, place: this.#code.span(node.pos, node.end) })
    const wrapped = name === 'timeout' ? words[1]?.value : undefined
    if (!READS_CODE.test(wrapped ?? name)) for (const word of words) this.#quoted(word)
    this.#documents(node, name)
    this.#splits(name, words)
    forEachChild(node, (child) => {
      if (child !== node.name) this.visit(child, isOwnFed)
    })
  }

  /** What is split into words where another word is another file. */
  #splits(name: string, words: readonly Word[]): void {
    const isTest = name === '[' || name === 'test'
    if (!isTest && !/^(rm|rmdir|mv|cp|ln|chmod|chown|chgrp|shred|truncate|unlink)$/.test(name)) return
    const tested = words.filter(({ value }) => value !== ']')
    const [only] = tested
    if (isTest && tested.length === 1 && only && /^[^=!]*[^=!<>]==?[^=]*$/.test(only.text))
      this.oneWord.push({ name: only.text, place: this.#code.span(only.pos, only.end) })
    for (const part of words.flatMap(({ parts }) => parts ?? [])) {
      const isSplit =
        (part.type === 'SimpleExpansion' && !/^\$[#?$!-]$/.test(part.text)) ||
        (part.type === 'ParameterExpansion' && part.prefix !== '#' && part.operation?.type !== 'Names') ||
        part.type === 'CommandExpansion'
      if (isSplit) this.unquoted.push({ name: part.text, place: this.#code.span(part.pos, part.end) })
    }
  }

  /** `cd` in a list of commands, with nothing that looks at whether it went there. */
  #folders({ commands }: Extract<SyntaxNode, { type: 'CompoundList' }>): void {
    if (/\bset -\w*e/.test(this.#code.text)) return
    for (const { command } of commands.slice(0, -1)) {
      if (command.type !== 'Command' || !/^(cd|pushd)$/.test(command.name?.value ?? '') || command.args.length === 0)
        continue
      const place = this.#code.span(command.pos, command.end)
      this.unchecked.push({ name: this.#code.text.slice(command.pos, command.end), place })
    }
  }

  #quoted(word: Word): void {
    for (const part of word.parts ?? [])
      if (part.type === 'SingleQuoted') this.unexpanded.push(...namesIn(this.#code.slice(part.pos, part.end)))
  }

  /** A here-document whose tag is quoted is left as it is: for psql and curl that is all that they get. */
  #documents(node: Command, name: string): void {
    if (!/^(psql|curl|redis-cli|mysql|http|nc)$/.test(name)) return
    for (const redirect of node.redirects) {
      if (redirect.type !== 'HereDoc' || redirect.delimiter?.quoted !== true) continue
      this.unexpanded.push(...namesIn(this.#code.slice(redirect.body.pos, redirect.body.end)))
    }
  }

  /** The pipeline with which a script ends. */
  last(root: SyntaxNode, text: string, placeOf: (start: number, end: number) => Span): void {
    // `|| exit` hands on a status that came before.
    if (/\bpipefail\b|PIPESTATUS|\breturn\b(?! *\d)|\bset -\w*e/.test(text)) return
    const pipeline = lastOf(root)
    if (pipeline?.type !== 'Pipeline' || pipeline.commands.length < 2) return
    const [first] = pipeline.commands
    const last = pipeline.commands.at(-1)
    if (first?.type !== 'Command' || last?.type !== 'Command' || ANSWERS.test(last.name?.value ?? '')) return
    const name = first.name?.value ?? ''
    if (/^(echo|printf|date|true|:)$/.test(name)) return
    const isEmptyAnswer = READS_WHAT_MAY_BE_MISSING.test(name) && PASSES_ON.test(last.name?.value ?? '')
    // A status that was handed on before is another one's.
    if (!isEmptyAnswer && /\bexit\b(?! *\d)/.test(text)) return
    this.lost.push({ name, place: placeOf(pipeline.pos, pipeline.end), isEmptyAnswer, text })
  }

  /** A script of the pack that runs last gives the block its status. */
  lastOfScript(root: SyntaxNode, scripts: NonNullable<CommandFacts['command']['scripts']>, trees: Trees): void {
    const last = lastOf(root)
    if (last?.type !== 'Command' || !/^(bash|sh)$/.test(last.name?.value ?? '')) return
    const path = last.suffix.find((part) => part.type === 'Word')?.value.replace(/^\$RUNBOOK\//, '')
    const script = scripts.find((one) => one.path === path)
    if (script?.interpreter !== 'bash' || trees.refusal(script.code) !== null) return
    this.last(trees.shell(script.code), script.code, () => this.#code.span(last.pos, last.end))
  }
}

/** What runs last: the status of the script is its own. */
function lastOf(node: SyntaxNode): SyntaxNode | null {
  switch (node.type) {
    case 'Script':
    case 'CompoundList': {
      const last = node.commands.at(-1)
      return last && last.background !== true ? lastOf(last.command) : null
    }
    case 'Subshell':
    case 'BraceGroup':
      return lastOf(node.body)
    case 'AndOr': {
      const last = node.commands.at(-1)
      return node.operators.at(-1) === '&&' && last ? lastOf(last) : null
    }
    default:
      return node
  }
}

function isInput(redirect: Redirection): boolean {
  return redirect.type !== 'Redirect' || (redirect.operator.startsWith('<') && redirect.target?.value !== '/dev/tty')
}
