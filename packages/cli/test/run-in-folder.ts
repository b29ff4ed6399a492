import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentHash, HASHED_FILES } from '@keys/pack'
import { readRunPack, startRun, type RunPack, type Session, type SessionPorts } from '@keys/runner'
import { folderStore, nodeProcesses, randomIds, systemClock } from '@keys/runner/node'
import { REPOSITORY } from './support.js'

/** The fake secret that the runs of `startRunIn` have. */
export const SECRET = 'rk_live_fake-not-a-secret-99'

/** A pack of the repository. */
export function packOf(slug: string): RunPack {
  const read = (path: string) => readFileSync(join(REPOSITORY, 'runbook-keys', slug, path))
  return readRunPack({
    contentHash: contentHash(read),
    files: Object.fromEntries(HASHED_FILES.map((path) => [path, read(path).toString('utf8')]))
  })
}

/** Starts a run of a pack of the repository in a folder. */
export async function startRunIn(folder: string): Promise<Session> {
  const ports: SessionPorts = {
    storage: folderStore(folder),
    processes: nodeProcesses(),
    clock: systemClock,
    ids: randomIds
  }
  return startRun(packOf('stripe-webhook-failure'), ports, {
    operator: 'mara',
    host: 'laptop',
    process: process.pid,
    tool: 'keys test',
    environment: { STRIPE_SECRET_KEY: SECRET, WEBHOOK_ENDPOINT_ID: 'we_1' },
    folder
  })
}

/** A run that was escalated at its second step and left. */
export async function escalatedRun(folder: string): Promise<Session> {
  const session = await startRunIn(folder)
  const [option] = session.situation?.options ?? []
  if (!option) throw new Error('the first step leads nowhere')
  await session.perform({ type: 'skip', choice: option.choice, reason: 'Done by hand.' })
  await session.perform({ type: 'note', text: `The key ${SECRET} works.` })
  await session.perform({ type: 'escalate', reason: 'Nobody answers.' })
  await session.close('ended')
  return session
}
