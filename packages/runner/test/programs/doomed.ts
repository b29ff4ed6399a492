/** A program that starts many runs, brings each to one event of its journal, and kills itself while all are open. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { startRun, type OpenRun, type RunStore } from '../../src/index.js'
import { folderStore, whoAmI } from '../../src/node.js'
import { packIn } from '../support/packs.js'
import { scripted, steadyClock } from '../support/scripted.js'
import { inputsOf, planned, planOf } from '../support/walker.js'

/** When a run dies: in the middle of writing a line, or when it is written and nobody knows. */
type Moment = 'within' | 'after'

/** Behind every event; in the middle of every third one, which leaves the events before it as they are behind it. */
const momentsOf = (event: number): Moment[] => (event % 3 === 1 ? ['within', 'after'] : ['after'])

const [root = '', packFolder = ''] = process.argv.slice(2)
const pack = packIn(packFolder)
const plan = planOf(pack.runbook)

/** What is open stays so: what nobody refers to any more would be closed. */
const kept: unknown[] = []

/** A storage in which the append of one event never returns. */
function dying(storage: RunStore, event: number, moment: Moment, reached: () => void): RunStore {
  const wrap = (run: string, open: OpenRun): OpenRun => {
    let count = 0
    kept.push(open)
    return {
      ...open,
      append: async (line) => {
        count++
        if (count !== event) return open.append(line)
        if (moment === 'after') await open.append(line)
        if (moment === 'within') {
          const part = line.slice(0, (line.length * (event % 9)) / 9 + 1)
          appendFileSync(join(root, run, 'journal.jsonl'), part.slice(0, line.length - 1))
        }
        reached()
        await new Promise(() => {})
      }
    }
  }
  return { ...storage, create: async (run, text, writer) => wrap(run, await storage.create(run, text, writer)) }
}

/** Walks one run until it hangs or ends. */
async function live(event: number, moment: Moment): Promise<'hangs' | 'ends'> {
  let reached = () => {}
  const hangs = new Promise<'hangs'>((resolve) => (reached = () => resolve('hangs')))
  const port = scripted()
  const ports = {
    storage: dying(folderStore(root), event, moment, reached),
    processes: port,
    clock: steadyClock(),
    ids: { unique: () => `at${event}${moment}` }
  }
  const walk = async (): Promise<'ends'> => {
    const environment = inputsOf(pack)
    const session = await startRun(pack, ports, { ...whoAmI(), tool: 'test', environment, folder: '/' })
    for (let wish = planned(session, plan, port); wish; wish = planned(session, plan, port)) await session.perform(wish)
    await session.close('ended')
    return 'ends'
  }
  return Promise.race([walk(), hangs])
}

for (let event = 1; ; event++) {
  // oxlint-disable-next-line no-await-in-loop -- One run after the other.
  const came = await Promise.all(momentsOf(event).map((moment) => live(event, moment)))
  if (came.includes('ends')) break
}
process.kill(process.pid, 'SIGKILL')
