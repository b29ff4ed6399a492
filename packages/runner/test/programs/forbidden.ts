/** A program, run by a user without rights, that looks at runs in a folder in which nothing may be written. */
import { readRun, resumeRun, startRun, StorageError } from '../../src/index.js'
import { folderStore, whoAmI } from '../../src/node.js'
import { packIn } from '../support/packs.js'
import { countedIds, scripted, steadyClock } from '../support/scripted.js'

const [root = '', packFolder = ''] = process.argv.slice(2)
const pack = packIn(packFolder)
// Only now, when everything is loaded and read: the repository may lie where others cannot read.
if (process.getuid?.() === 0) {
  process.setgroups?.([])
  process.setgid?.(65_534)
  process.setuid?.(65_534)
}

const storage = folderStore(root)
const ports = { storage, processes: scripted(), clock: steadyClock(), ids: countedIds() }
const options = { ...whoAmI(), tool: 'test', environment: {}, folder: '/' }

const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'was not refused',
    (error: unknown) => (error instanceof StorageError ? 'refused' : String(error))
  )

const runs = await storage.list()
const resumed = await Promise.all(runs.map((run) => refusalOf(resumeRun(run, ports, options))))
const states = await Promise.all(runs.map(async (run) => readRun((await storage.read(run))!)?.state))
const read = states.map((state) => state?.sequence)
const ended = states.map((state) => state?.place.type === 'ended')
const started = await refusalOf(startRun(pack, ports, options))
process.stdout.write(JSON.stringify({ runs, resumed, read, ended, started, user: process.getuid?.() }))
