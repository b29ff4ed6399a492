/**
 * What is said before the first step.
 */
import { outsideSteps } from '@keys/parser/model'
import { plainFileOf } from '@keys/schema'
import { titleOfPack } from '../pack.js'
import type { Resumed } from '../run/runs.js'
import type { RunState } from '../run/state.js'
import { gap, text, type Block } from './blocks.js'
import { readable } from './markdown-blocks.js'
import { nodeName, timeOf } from './format.js'

/**
 * The beginning of a new run.
 * @param state The state of the run.
 * @param from Where the pack was found.
 */
export function startBlocks({ run, pack }: RunState, from: string): Block[] {
  const items = (texts: readonly { text: string }[]): string[] =>
    texts.map((item) => readable(item.text.replaceAll('\n', ' ')))
  const { firstMinute, prohibitions } = pack.runbook
  return [
    { type: 'title', text: pack.pack.title },
    text(`${titleOfPack(pack)} · ${from}`, 'dim'),
    text(`run ${run}`, 'dim'),
    ...list('Look here first', items(firstMinute)),
    ...list('Do not', items(prohibitions)),
    ...plainBlocks(pack),
    gap
  ]
}

/** What is said of a text that is not a pack: nothing of it is hidden, and nothing of it is believed. */
function plainBlocks({ pack, runbook }: RunState['pack']): Block[] {
  if (plainFileOf(pack) === null) return []
  const parts = outsideSteps(runbook).map(({ title, first, last }) => {
    const lines = first === last ? `line ${first}` : `lines ${first} to ${last}`
    return title === null ? lines : `${lines} (${readable(title)})`
  })
  return [
    gap,
    text('This file is not a pack: what its commands do is read from their text alone.', 'dim'),
    ...list('No steps, but worth reading', parts)
  ]
}

/**
 * What makes this the wrong runbook: it stands with the first question, where it cannot scroll away.
 * @param state The state of the run.
 */
export function stopBlocks({ pack }: RunState): Block[] {
  const { redirections } = pack.runbook
  if (redirections.length === 0) return []
  const items = redirections.map((item) => readable(item.text.replaceAll('\n', ' ')))
  return [text('Stop here if', 'strong'), { type: 'list', items }]
}

function list(label: string, items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [gap, text(label, 'strong'), { type: 'list', items }]
}

/** A clock that is before the last event: times in the record will go back. */
function clockBlocks(changedAt: string, now: string): Block[] {
  if (now >= changedAt) return []
  return [
    text(
      `The clock of this machine (${timeOf(now, changedAt)}) is before the last event of the run (${timeOf(changedAt, now)}): times in the record go back from here.`,
      'warning'
    )
  ]
}

/**
 * What going on with a run came upon.
 * @param resumed What it came upon.
 * @param before When the last event happened before it went on, ISO 8601.
 * @param now ISO 8601.
 */
export function resumeBlocks({ session, torn, lost, takenOver }: Resumed, before: string, now: string): Block[] {
  const { state } = session
  const { pack, place, startedAt, notes } = state
  const where = place.type === 'ended' ? place.node : place.step
  return [
    { type: 'title', text: pack.pack.title },
    text(`${titleOfPack(pack)} · run ${state.run}, since ${timeOf(startedAt, now)}`, 'dim'),
    text(
      place.type === 'ended' ? `It has ended: ${nodeName(pack, where)}.` : `It goes on at ${nodeName(pack, where)}.`,
      'strong'
    ),
    ...(takenOver
      ? [
          text(
            `Took over from ${takenOver.operator} on ${takenOver.host} (since ${timeOf(takenOver.since, now)}): that process has ended, or you used --take-over.`,
            'warning'
          )
        ]
      : []),
    ...(torn
      ? [
          text(
            `The last line of the record is incomplete: its ${torn.bytes} bytes were moved to ${torn.file}. What it would have said is asked again.`,
            'warning'
          )
        ]
      : []),
    ...(lost === null
      ? []
      : [text('A command was running when the session was cut off. How it ended was not recorded.', 'warning')]),
    ...clockBlocks(before, now),
    ...notes.slice(-3).map((note) => text(`Note of ${timeOf(note.at, now)}: ${note.text}`, 'dim'))
  ]
}
