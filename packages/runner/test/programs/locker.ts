/** A program that tries to open a run, says what came of it, and keeps it open until it is ended. */
import { RunLockedError, type OpenRun } from '../../src/index.js'
import { folderStore, systemClock, whoAmI } from '../../src/node.js'

const [root = '', run = '', operator = ''] = process.argv.slice(2)
// What nothing refers to any more is closed by the garbage collector.
const held: OpenRun[] = []
const came = await folderStore(root)
  .open(run, { ...whoAmI(), operator, since: systemClock.now() })
  .then(
    (opened) => {
      held.push(opened)
      return { won: true, takenOver: opened.takenOver?.process ?? null }
    },
    (error: unknown) => ({ won: false, holder: error instanceof RunLockedError ? error.writer : String(error) })
  )
process.stdout.write(`${JSON.stringify(came)}\n`)
setInterval(() => held, 1000)
