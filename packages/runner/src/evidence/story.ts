/**
 * A run told for people: how it ended, the way it took, what it changed, what was skipped. All of it follows from the journal.
 */
import type { RunEvent, StoredOutput } from '@keys/schema'
import { endingOf } from '@keys/parser/model'
import { readJournal } from '../journal/journal.js'
import { shownText } from '../run/output-text.js'
import type { EvidenceContent } from './bundle.js'
import { nodeInWords, optionOf } from './format.js'
import { processEndInShort } from '../run/end-words.js'

/** A stay at a step, as it was left. */
export interface WayLine {
  at: string
  /** Label and title of the step. */
  step: string
  /** The branch, or how else it was left. */
  left: string
  /** The value on which it was decided; null for none. */
  observed: string | null
}

/** Something that was changed. */
export interface Change {
  at: string
  /** Label and title of the action. */
  step: string
  operator: string
  /** The second person who agreed; null where the text asks for none. */
  agreedBy: string | null
  /** What was done: commands with how they ended, and what was done by hand. */
  done: readonly string[]
  /** What the step before it showed; null for nothing. */
  before: string | null
  /** What was seen after it; null while nobody has looked. */
  after: string | null
}

/** A command with what it printed. */
export interface CommandRecord {
  execution: number
  code: string
  end: string
  /** Milliseconds; null where it is not known. */
  duration: number | null
  outputs: readonly { name: 'stdout' | 'stderr'; text: string; digest: string }[]
}

/** What happened at a stay at a step. */
export interface StepStory {
  step: string
  at: string
  /** Events by number, in order. */
  events: readonly number[]
  commands: readonly CommandRecord[]
}

/** A file that is kept with the run. */
export interface Attachment {
  name: string
  text: string
  bytes: number
  digest: string
}

export interface Story {
  way: readonly WayLine[]
  changes: readonly Change[]
  steps: readonly StepStory[]
  attachments: readonly Attachment[]
}

/**
 * Tells a run.
 * @param evidence Its evidence.
 */
export function storyOf(evidence: EvidenceContent): Story {
  const lines = evidence.journal.map((line) => `${line}\n`).join('')
  const { events } = readJournal(new TextEncoder().encode(lines))
  return {
    way: wayOf(events),
    changes: changesOf(events),
    steps: stepsOf(events),
    attachments: events.flatMap((event) =>
      event.type === 'attached'
        ? [{ name: event.name, text: event.text, bytes: event.bytes, digest: event.digest }]
        : []
    )
  }
}

/** What stands as a line of the way. */
const LEAVING = [
  'decided',
  'skipped',
  'escalated',
  'went-back',
  'rollback-closed',
  'run-ended',
  'run-reopened'
] as const
type Leaving = Extract<RunEvent, { type: (typeof LEAVING)[number] }>

function isLeaving(event: RunEvent): event is Leaving {
  return LEAVING.some((type) => type === event.type)
}

function wayOf(events: readonly RunEvent[]): WayLine[] {
  return events.filter(isLeaving).map((event) => ({
    at: event.at,
    step: event.question,
    left: leftAs(event),
    observed: event.type === 'decided' ? event.observed : null
  }))
}

function leftAs(event: Leaving): string {
  switch (event.type) {
    case 'decided':
      return `${optionOf(event.choice, event.condition)}${endingOf(event.next) !== null ? `, ${nodeInWords(event.next)}` : ''}`
    case 'skipped':
      return `skipped: ${event.reason}`
    case 'escalated':
      return `escalated: ${event.reason}`
    case 'went-back':
      return 'went back'
    case 'rollback-closed':
      return event.outcome === 'rolled-back' ? 'rolled back' : `left as it is: ${event.reason ?? ''}`
    case 'run-ended':
      return `the run was ended here: ${event.reason}`
    case 'run-reopened':
      return `reopened: ${event.reason}`
  }
}

/** Whoever confirms a precondition is about to change something: what is done until the step is left, is the change. */
function changesOf(events: readonly RunEvent[]): Change[] {
  const changes: (Change & { id: string; done: string[] })[] = []
  const ends = endsOf(events)
  let [operator, seen]: [string, string | null] = ['somebody', null]
  let open: (typeof changes)[number] | null = null
  for (const event of events) {
    if (event.type === 'session-opened') operator = event.operator
    if (event.type === 'precondition-acknowledged') {
      const { at, question, agreedBy, step } = event
      open = { id: step, at, step: question, operator, agreedBy, done: [], before: seen, after: null }
    }
    const done = open === null ? null : doneBy(event, open.id, ends)
    if (open && done !== null) {
      if (open.done.length === 0) changes.push(open)
      open.done.push(done)
    }
    if (event.type !== 'decided' || event.observed === null || event.observed === '') continue
    for (const change of changes) if (change.after === null) change.after = `${event.question}: ${event.observed}`
    seen = `${event.question}: ${event.observed}`
  }
  return changes.map(({ id: _id, ...change }) => change)
}

function doneBy(event: RunEvent, step: string, ends: ReadonlyMap<number, CommandEnd>): string | null {
  if (event.type === 'manual-action-done' && event.step === step) return `by hand: ${event.text}`
  const isCommand = event.type === 'command-started' || event.type === 'command-reported'
  if (!isCommand || event.command.step !== step || event.command.part === 'verification') return null
  const what = `${event.command.part === 'rollback' ? 'rollback, ' : ''}\`${firstWords(event.code)}\``
  if (event.type === 'command-reported') return `${what}, elsewhere: exit ${event.status ?? 'not seen'}`
  const end = ends.get(event.execution)
  return `${what}: ${processEndInShort(end?.end ?? null)}`
}

/** Characters of a command that tell it from others. */
const LONGEST_CODE = 60

/** Comments, and what only prepares: settings and variables of a shell or of psql, and where a group begins. */
const PREPARES =
  /^(?:#|--|\/\/|\\(?:getenv|set|pset|i|ir|o|timing)\b|set (?:-|\w+ *=|\w+ to )|umask\b|export \w+=|[(){}]+$)/i

/** The first line of a command that does something. */
function firstWords(code: string): string {
  const lines = code.split('\n').map((line) => line.trim())
  const shown = lines.filter((line) => line !== '' && !PREPARES.test(line))
  const first = (shown[0] ?? lines[0] ?? '').replaceAll('`', "'")
  if (first.length > LONGEST_CODE) return `${first.slice(0, LONGEST_CODE - 1)}…`
  return shown.length > 1 ? `${first} …` : first
}

type CommandEnd = Extract<RunEvent, { type: 'command-ended' }>

function endsOf(events: readonly RunEvent[]): Map<number, CommandEnd> {
  return new Map(events.flatMap((event) => (event.type === 'command-ended' ? [[event.execution, event] as const] : [])))
}

/** Events grouped by the stay at a step in which they happened; sessions and values are in the log alone. */
function stepsOf(events: readonly RunEvent[]): StepStory[] {
  const names = new Map(events.flatMap((event) => ('question' in event ? [[event.step, event.question] as const] : [])))
  const ends = endsOf(events)
  const steps: (StepStory & { events: number[]; commands: CommandRecord[] })[] = []
  let open: string | null = null
  for (const event of events) {
    const id = stepIn(event)
    if (id === null) continue
    if (open !== id) steps.push({ step: names.get(id) ?? inWords(id), at: event.at, events: [], commands: [] })
    open = id
    const told = steps.at(-1)
    told?.events.push(event.sequence)
    if (event.type === 'command-started' || event.type === 'command-reported')
      told?.commands.push(commandOf(event, ends.get(event.execution)))
    if (isLeaving(event)) open = null
  }
  return steps
}

/** The id of a step that nobody has answered yet, as a heading: no event has its label and title. */
function inWords(id: string): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`
}

function stepIn(event: RunEvent): string | null {
  if (event.type === 'command-started' || event.type === 'command-reported') return event.command.step
  if (event.type === 'noted' || event.type === 'attached') return event.step
  return 'question' in event ? event.step : null
}

function commandOf(
  event: Extract<RunEvent, { type: 'command-started' | 'command-reported' }>,
  ended: CommandEnd | undefined
): CommandRecord {
  const { execution, code } = event
  if (event.type === 'command-reported') {
    const end = `run elsewhere, exit ${event.status ?? 'not seen'}; seen: ${event.output}`
    return { execution, code, end, duration: null, outputs: [] }
  }
  const outputs = (['stdout', 'stderr'] as const).flatMap((name) => outputIn(name, ended?.[name]))
  return { execution, code, end: processEndInShort(ended?.end ?? null), duration: ended?.duration ?? null, outputs }
}

function outputIn(name: 'stdout' | 'stderr', output: StoredOutput | undefined): CommandRecord['outputs'] {
  if (output === undefined || output.text === '') return []
  return [{ name, text: capped(shownText(output.text)), digest: output.digest }]
}

/** Characters of an output that a report shows, at its beginning and at its end. */
const [FIRST, LAST] = [1200, 2800]

/** The beginning and the end of an output; the whole of it is in the bundle. */
function capped(text: string): string {
  const whole = text.trimEnd()
  if (whole.length <= FIRST + LAST) return whole
  const left = whole.length - FIRST - LAST
  return `${whole.slice(0, FIRST)}\n[${left} characters are left out here; all that was kept is in the JSON bundle]\n${whole.slice(-LAST)}`
}
