/**
 * A program that walks a whole run while the system refuses every line at first: it may not make a file longer than a part
 * of that line needs, as on a full disk. Prints what it found.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startRun, StorageError, type OpenRun, type RunStore } from '../../src/index.js'
import { folderStore, whoAmI } from '../../src/node.js'
import { packIn } from '../support/packs.js'
import { countedIds, scripted, steadyClock } from '../support/scripted.js'
import { inputsOf, planned, planOf } from '../support/walker.js'

/** What came of it. */
export interface Cramped {
  run: string
  /** Lines that were refused at first. */
  refused: number
  /** What was not as it should be. */
  faults: string[]
  /** Commands that ran. */
  ran: number
}

const [root = '', packFolder = ''] = process.argv.slice(2)
const pack = packIn(packFolder)
const plan = planOf(pack.runbook)
const faults: string[] = []
let refused = 0
let isCramped = false

/** Sets the longest file that this process may write. */
function limit(bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
}

/** Each append is refused in a part of its line the first time, by the system itself. */
function cramped(storage: RunStore): RunStore {
  const wrap = (run: string, open: OpenRun): OpenRun => {
    let last = ''
    return {
      ...open,
      append: async (line) => {
        // The same event again, with another time: now there is room.
        const kind = /"type":"[a-z-]+"/.exec(line)?.[0] ?? ''
        const sequence = /^\{"sequence":\d+/.exec(line)?.[0] ?? ''
        if (!isCramped || last === sequence + kind) return open.append(line)
        last = sequence + kind
        const journal = join(root, run, 'journal.jsonl')
        const before = readFileSync(journal)
        refused++
        limit(before.length + Math.floor((line.length * (refused % 5)) / 5))
        try {
          await open.append(line)
          faults.push(`${kind} was written where there was no room`)
        } finally {
          limit('unlimited')
          if (!readFileSync(journal).equals(before)) faults.push(`${kind} left a part of itself`)
        }
      }
    }
  }
  return { ...storage, create: async (run, text, writer) => wrap(run, await storage.create(run, text, writer)) }
}

const port = scripted()
const ports = { storage: cramped(folderStore(root)), processes: port, clock: steadyClock(), ids: countedIds() }
const options = { ...whoAmI(), tool: 'test', environment: inputsOf(pack), folder: '/' }
const session = await startRun(pack, ports, options)
isCramped = true
for (let wish = planned(session, plan, port); wish; wish = planned(session, plan, port)) {
  const intent = wish
  for (let tries = 0; ; tries++) {
    const { state } = session
    // oxlint-disable-next-line no-await-in-loop -- One intent after the other.
    const error: unknown = await session.perform(intent).then(
      () => null,
      (reason: unknown) => reason
    )
    if (error === null) break
    if (!(error instanceof StorageError)) throw error
    const started = session.state.executions.length - state.executions.length
    if (session.state !== state && !(intent.type === 'run-command' && started === 1))
      faults.push(`${intent.type} left a trace`)
    if (tries > 2) throw error
  }
}
isCramped = false
await session.close('ended')
const report: Cramped = { run: session.state.run, refused, faults, ran: port.ran.length }
process.stdout.write(JSON.stringify(report))
