/** A program that goes on with every run of a folder for a while, with some to the end, and prints what it found. */
import { resumeRun } from '../../src/index.js'
import { folderStore, whoAmI } from '../../src/node.js'
import { packIn } from '../support/packs.js'
import { countedIds, scripted, steadyClock } from '../support/scripted.js'
import { inputsOf, planned, planOf } from '../support/walker.js'

/** What became of a run. */
export interface Survived {
  run: string
  /** The step at which it goes on. */
  at: string
  lost: number | null
  torn: { bytes: number; file: string } | null
  /** The process whose lock was taken over. */
  takenOver: number | null
  /** Commands that ran before anybody asked for one. */
  unasked: number
  /** Commands that ran in all. */
  ran: number
  /** Where it was left: a step, or its end. */
  end: string
}

const [root = '', packFolder = ''] = process.argv.slice(2)
const pack = packIn(packFolder)
const plan = planOf(pack.runbook)

/** Answers that are given before a run is left again, where it is not walked to its end. */
const A_WHILE = 4

async function goOn(run: string, answers: number): Promise<Survived> {
  const port = scripted()
  const ports = {
    storage: folderStore(root),
    processes: port,
    // It has jumped back by a year.
    clock: steadyClock('2025-03-01T03:00:00.000Z'),
    ids: countedIds()
  }
  const options = { ...whoAmI(), tool: 'test', environment: inputsOf(pack), folder: '/' }
  const { session, lost, torn, takenOver } = await resumeRun(run, ports, options)
  const at = session.situation?.step.id ?? 'ended'
  const unasked = port.ran.length
  for (let left = answers; left > 0; left--) {
    const wish = planned(session, plan, port)
    if (!wish) break
    // oxlint-disable-next-line no-await-in-loop -- One answer after the other.
    await session.perform(wish)
  }
  const { place } = session.state
  await session.close('ended')
  const end = place.type === 'ended' ? place.node : place.step
  return { run, at, lost, torn, takenOver: takenOver?.process ?? null, unasked, ran: port.ran.length, end }
}

const survived: (Survived | { run: string; refused: string })[] = []
for (const [index, run] of (await folderStore(root).list()).entries()) {
  // oxlint-disable-next-line no-await-in-loop -- One run after the other.
  survived.push(
    await goOn(run, index % 8 ? A_WHILE : Infinity).catch((error: Error) => ({ run, refused: error.message }))
  )
}
process.stdout.write(JSON.stringify(survived))
