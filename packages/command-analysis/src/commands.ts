/**
 * Looks into all commands of a runbook.
 */
import { SHELL_VARIABLES } from '@keys/parser/model'
import type { Command, Runbook } from '@keys/schema'
import type { Call, CommandFacts } from './facts.js'
import { Scripts } from './script/javascript.js'
import { asksNothing, requestOf } from './shell/curl.js'
import { pathIn } from './shell/files.js'
import { readShell, type ShellFacts } from './shell/shell.js'
import type { Value } from './shell/words.js'
import type { MetaCommand } from './sql/psql.js'
import { readSql } from './sql/sql.js'
import { codeElsewhere, codeOf, firstLine, type MappedText, type Span } from './text/mapped-text.js'
import type { Trees } from './trees.js'

/** What is known of each command of a runbook, in order of writing. */
export function commandsIn(runbook: Runbook, markdown: string, trees: Trees): readonly CommandFacts[] {
  const scripts = new Scripts(trees)
  return fencesOf(runbook)
    .toSorted((a, b) => a.command.position.start.offset - b.command.position.start.offset)
    .map((fence) => lookInto(fence, markdown, trees, scripts))
}

type Fence = Pick<CommandFacts, 'command' | 'step' | 'field'>

function fencesOf({ sections, steps }: Runbook): Fence[] {
  return [
    ...sections.flatMap(({ commands }) => commands.map((command) => ({ command, step: null, field: null }))),
    ...steps.flatMap((step) => [
      ...step.commands.map((command) => ({ command, step, field: null })),
      ...step.fields.flatMap(({ label, commands }) =>
        commands.map((command) => ({ command, step, field: label as CommandFacts['field'] }))
      )
    ])
  ]
}

function lookInto(fence: Fence, markdown: string, trees: Trees, scripts: Scripts): CommandFacts {
  const code = codeOf(fence.command, markdown)
  const facts: CommandFacts = {
    ...fence,
    code,
    tree: treeOf(fence.command, code, trees),
    trees,
    faults: [],
    calls: [],
    functions: new Set(),
    swallowed: [],
    variables: [],
    files: [],
    written: [],
    sql: [],
    requests: [],
    printed: [],
    dumps: []
  }
  const reader = new Reader(facts, trees, scripts)
  try {
    reader.read()
  } catch (error) {
    // A tree deeper than the stack; refusing brackets that are nested too deep does not catch all of them.
    if (!(error instanceof RangeError)) throw error
    reader.facts.faults.push({ language: 'shell', reason: 'it is nested too deep', place: firstLine(code) })
  }
  reader.facts.files.sort((a, b) => a.place.start - b.place.start)
  reader.facts.variables.sort((a, b) => a.place.start - b.place.start)
  return reader.facts
}

/** The tree of a script of the shell; null for other code, and for what is too long or nested too deep. */
function treeOf({ interpreter }: Command, { text }: MappedText, trees: Trees): CommandFacts['tree'] {
  if (interpreter !== 'bash' || trees.refusal(text) !== null) return null
  try {
    return trees.shell(text)
  } catch (error) {
    // A tree deeper than the stack.
    if (!(error instanceof RangeError)) throw error
    return null
  }
}

class Reader {
  readonly facts: CommandFacts
  readonly #trees: Trees
  readonly #scripts: Scripts
  #values: ReadonlyMap<string, Value> = new Map()
  /** Scripts that were looked into: one that runs itself has no end. */
  readonly #open = new Set<string>()

  constructor(facts: CommandFacts, trees: Trees, scripts: Scripts) {
    this.facts = facts
    this.#trees = trees
    this.#scripts = scripts
  }

  read(): void {
    const { command, code } = this.facts
    if (command.interpreter === 'bash' && command.language !== null) this.#shell(code)
    else if (command.interpreter === 'sql') this.#sql(code, false, null, true, firstLine(code), false)
    else if (command.interpreter === 'js') this.#script(code, false, true)
  }

  #shell(code: MappedText): void {
    this.#values = readShell(code, this.facts, this.#trees)
    // Calls in a script that is run are added while it is read.
    for (const call of this.facts.calls) {
      this.#runs(call)
      if (call.name === 'psql') this.#psql(call)
      else if (call.name === 'node') this.#node(call)
      else if (call.name === 'curl' && !asksNothing(call)) this.facts.requests.push(requestOf(call))
    }
    for (const { path, input } of this.facts.written) {
      if (path.endsWith('.sql')) this.#sql(input.code, input.expanded, null, false, firstLine(input.code), false)
      else if (/\.[mc]?js$/.test(path)) this.#script(input.code, input.expanded, false)
    }
  }

  /** A script of the pack is looked into as if it stood in the place of the call, in a process of its own. */
  #runs(call: Call): void {
    if (!RUNNERS.test(call.name)) return
    const named = call.words.map(({ value }) => value.replace(/^\$RUNBOOK\//, ''))
    for (const { path, interpreter, code } of this.facts.command.scripts ?? []) {
      if (!named.includes(path) || this.#open.has(path)) continue
      const text = codeElsewhere(code, call.place)
      this.#open.add(path)
      if (interpreter === 'bash') {
        const values = new Map(this.#values)
        readShell(text, this.facts, this.#trees, values, { deferred: call.deferred, live: false })
      } else if (interpreter === 'js') {
        this.#script(text, false, true, call)
        for (const part of importedBy(code, path, this.facts.command))
          this.#script(codeElsewhere(part, call.place), false, true, call)
      } else if (interpreter === 'sql') this.#sql(text, false, call, true, call.place, call.deferred)
    }
  }

  /** What psql is given: on standard input, unless it is given a file or commands. */
  #psql(call: Call): void {
    const values = call.words.map(({ value }) => value)
    const commands = call.words.filter((_, index) => /^(-\w*c|--command)$/.test(values[index - 1] ?? ''))
    const files = values.some((value) => /^(-\w*f|--file(=.*)?)$/.test(value))
    for (const { code, place } of commands) if (code) this.#sql(code, false, call, true, place, call.deferred)
    if (commands.length === 0 && !files && call.input) {
      const { code, expanded } = call.input
      this.#sql(code, expanded, call, true, call.namePlace, call.deferred)
    }
  }

  #sql(code: MappedText, expanded: boolean, call: Call | null, runs: boolean, place: Span, deferred: boolean): void {
    const read = readSql(code, expanded, this.#trees)
    const stops = read.stops || call === null || stopsByOption(call)
    this.facts.sql.push({
      statements: read.statements,
      stops,
      limited: read.limited || limitedBySetting(call),
      runs,
      call,
      place
    })
    this.facts.faults.push(...read.faults)
    const variables = new Map<string, string>()
    for (const command of read.commands) this.#meta(command, variables, deferred || !runs, runs)
  }

  /** What a meta-command reads, writes and runs. */
  #meta({ name, argument }: MetaCommand, variables: Map<string, string>, deferred: boolean, runs: boolean): void {
    const [first = '', second = ''] = argument.text.trim().split(/\s+/)
    const fill = (text: string): string => text.replaceAll(/:(\w+)/g, (_, word: string) => variables.get(word) ?? '\0')
    if (name === 'getenv') {
      const set = this.#values.get(second)?.values[0]
      variables.set(first, set ?? `$${second}`)
      const start = argument.text.indexOf(second, argument.text.indexOf(first) + first.length)
      const place = argument.span(start, start + second.length)
      if (set === undefined && !SHELL_VARIABLES.has(second))
        this.facts.variables.push({ name: second, optional: false, place })
    } else if (name === 'set') variables.set(first, fill(second))
    for (const { index, 1: inner = '' } of argument.text.matchAll(/`([^`]*)`/g))
      this.#shellLine(argument, index + 1, inner.length, deferred, runs)
    if (name === '!') this.#shellLine(argument, 0, argument.text.length, deferred, runs)
    else if (/^(o|out|g|gx|w|write)$/.test(name) && first.startsWith('|')) {
      const start = argument.text.indexOf('|') + 1
      this.#shellLine(argument, start, argument.text.length - start, deferred, runs)
    } else if (/^(o|out|g|gx|w|write|i|ir|include)$/.test(name)) {
      const path = pathIn(fill(first))
      const use = name.startsWith('i') ? 'read' : 'write'
      if (path !== null && runs)
        this.facts.files.push({ path, use, deferred, place: argument.span(0, argument.text.length) })
    }
  }

  /** A line that psql hands to a shell. One in a script that is only written runs elsewhere. */
  #shellLine(argument: MappedText, start: number, length: number, deferred: boolean, runs: boolean): void {
    const facts: ShellFacts = runs
      ? { ...this.facts, written: [] }
      : { ...this.facts, files: [], swallowed: [], written: [] }
    readShell(argument.slice(start, start + length), facts, this.#trees, this.#values, { deferred, live: false })
  }

  #node(call: Call): void {
    const values = call.words.map(({ value }) => value)
    const given = call.words.find((_, index) => /^(-\w*[ep]|--eval|--print)$/.test(values[index - 1] ?? ''))
    const file = values.some((value) => !value.startsWith('-'))
    if (given?.code) this.#script(given.code, false, true, call)
    else if (call.input && (!file || values.includes('-')))
      this.#script(call.input.code, call.input.expanded, true, call)
  }

  #script(code: MappedText, expanded: boolean, runs: boolean, call: Call | null = null): void {
    const read = this.#scripts.read(code, expanded)
    const shown = runs && (call === null || call.shown)
    const set = call?.settings ?? new Map<string, string>()
    this.facts.faults.push(...read.faults)
    this.facts.variables.push(...read.variables.filter(({ name }) => !set.has(name) && !this.#values.has(name)))
    if (runs)
      this.facts.files.push(...read.files.map((use) => ({ ...use, deferred: use.deferred || call?.deferred === true })))
    this.facts.requests.push(...read.requests.map((request) => ({ ...request, runs })))
    if (shown) this.facts.printed.push(...read.printed)
    if (shown) this.facts.dumps.push(...read.dumps)
  }
}

/** What runs a script that it is given by name. */
const RUNNERS = /^(node|bash|sh|python3?|psql|source|\.)$/

/** The modules of the pack that a script imports. */
function importedBy(code: string, path: string, { scripts = [] }: CommandFacts['command']): string[] {
  const folder = path.slice(0, path.lastIndexOf('/'))
  return scripts.flatMap((script) => {
    const relative = script.path.startsWith(`${folder}/`) ? `./${script.path.slice(folder.length + 1)}` : null
    return relative !== null && script.path !== path && code.includes(relative) ? [script.code] : []
  })
}

/** Whether psql is told to stop at the first error, or is given a single command and ends with its failure. */
function stopsByOption({ words }: Call): boolean {
  const values = words.map(({ value }) => value)
  const reported = values.some((value) => /^(-v|--set=|--variable=)?ON_ERROR_STOP=(1|on|true)$/i.test(value))
  const commands = values.filter((value) => /^(-\w*c|--command)$/.test(value)).length
  return reported || commands === 1
}

/** Whether the options of the connection limit how long a statement runs. */
function limitedBySetting(call: Call | null): boolean {
  if (!call) return false
  const settings = [...call.settings.values(), ...call.words.map(({ value }) => value)]
  return call.wrapper === 'timeout' || settings.some((value) => value.includes('statement_timeout'))
}

/** Whether a command may only look: it stands in a step that changes nothing, and is no way back. */
export function onlyLooks({ step, field }: Pick<CommandFacts, 'step' | 'field'>): boolean {
  if (step === null || field === 'rollback' || field === 'manual-alternative') return false
  return step.kind !== 'action' || step.effect === 'read-only'
}
