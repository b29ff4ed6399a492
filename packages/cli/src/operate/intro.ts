/**
 * What is said before the first step.
 */
import type { Resumed, RunState } from '@keys/runner'
import { gap, text, type Block } from './blocks.js'
import { readable } from './source-text.js'
import { nodeName, timeOf } from './format.js'

/**
 * The beginning of a new run.
 * @param state The state of the run.
 * @param from Where the pack was found.
 */
export function startBlocks({ run, pack }: RunState, from: string): Block[] {
  const items = (texts: readonly { text: string }[]): string[] =>
    texts.map((item) => readable(item.text.replaceAll('\n', ' ')))
  const { firstMinute, prohibitions, redirections } = pack.runbook
  return [
    { type: 'title', text: pack.pack.title },
    text(`${pack.name} ${pack.pack.version} · ${from}`, 'dim'),
    text(`run ${run}`, 'dim'),
    ...list('Look here first', items(firstMinute)),
    ...list('Stop here if', items(redirections)),
    ...list('Do no harm', items(prohibitions)),
    gap
  ]
}

function list(label: string, items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [gap, text(label, 'strong'), { type: 'list', items }]
}

/**
 * What going on with a run came upon.
 * @param resumed What it came upon.
 * @param now ISO 8601.
 */
export function resumeBlocks({ session, torn, lost, takenOver }: Resumed, now: string): Block[] {
  const { state } = session
  const { pack, place, startedAt, notes } = state
  const where = place.type === 'ended' ? place.node : place.step
  return [
    { type: 'title', text: pack.pack.title },
    text(`${pack.name} ${pack.pack.version} · run ${state.run}, since ${timeOf(startedAt, now)}`, 'dim'),
    text(
      place.type === 'ended' ? `It has ended: ${nodeName(pack, where)}.` : `It goes on at ${nodeName(pack, where)}.`,
      'strong'
    ),
    ...(takenOver
      ? [
          text(
            `The lock of ${takenOver.operator} on ${takenOver.host} (since ${timeOf(takenOver.since, now)}) was taken over: that process is gone, or you said so.`,
            'warning'
          )
        ]
      : []),
    ...(torn
      ? [
          text(
            `The last line of the record was not written to its end: ${torn.bytes} bytes were set aside as ${torn.file}. What it would have said is asked again.`,
            'warning'
          )
        ]
      : []),
    ...(lost === null
      ? []
      : [text('A command was running when the record broke off. What it came to is unknown.', 'warning')]),
    ...notes.slice(-3).map((note) => text(`Note of ${timeOf(note.at, now)}: ${note.text}`, 'dim'))
  ]
}
