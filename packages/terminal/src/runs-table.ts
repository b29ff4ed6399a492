/**
 * The runs of a store, as a table.
 */
import type { ListedRun } from '@keys/runner'
import { dueIn, text, timeOf, type Block } from '@keys/runner/present'
import { render } from './render.js'
import { table } from './table.js'
import type { Terminal } from './terminal.js'

/** Below it, a table of runs has no room. */
const TABLE_WIDTH = 100

/**
 * Runs for people: a table, or where there is no room for one a few lines for each.
 * @param runs The runs.
 * @param now ISO 8601.
 * @param machine The name of this machine: that of another is said.
 * @param terminal Its width and whether colors may be written.
 */
export function runsTable(
  runs: readonly ListedRun[],
  now: string,
  machine: string,
  terminal: Pick<Terminal, 'color' | 'width'>
): string {
  const rows = runs.map(({ id, pack, startedAt, operator, stands, window, lockedBy, handedTo, host, folder }) => {
    const due = window === null ? [] : [dueIn(window, now)]
    const handed = handedTo === null ? [] : [`handed over${handedTo === '' ? '' : ` to ${handedTo}`}`]
    const where = folder === null ? [] : [`in ${folder}${host === null || host === machine ? '' : ` on ${host}`}`]
    const lock =
      lockedBy === null ? [] : [`open at ${lockedBy.operator}@${lockedBy.host} since ${timeOf(lockedBy.since, now)}`]
    const since = startedAt === null ? '-' : timeOf(startedAt, now)
    return [id, pack ?? '-', since, operator ?? '-', [stands, ...due, ...handed, ...lock, ...where].join(', ')] as const
  })
  if (terminal.width >= TABLE_WIDTH) return table(['run', 'pack', 'since', 'operator', 'stands at'], rows, terminal)
  const blocks = rows.flatMap(([id, pack, since, operator, stands]): Block[] => [
    { type: 'title', text: `${id}  ${pack}` },
    text(stands, 'plain', 2),
    text(`since ${since}, ${operator}`, 'dim', 2)
  ])
  return `${render(blocks, { ...terminal, isPlain: false }).join('\n')}\n`
}
