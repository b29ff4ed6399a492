/** A program that tries to open a run, says what came of it, and keeps it open until it is ended. */
import { RunLockedError } from '../../src/index.js'
import { folderStore, systemClock, whoAmI } from '../../src/node.js'

const [root = '', run = '', operator = ''] = process.argv.slice(2)
const came = await folderStore(root)
  .open(run, { ...whoAmI(), operator, since: systemClock.now() })
  .then(
    ({ takenOver }) => ({ won: true, takenOver: takenOver?.process ?? null }),
    (error: unknown) => ({ won: false, holder: error instanceof RunLockedError ? error.writer : String(error) })
  )
process.stdout.write(`${JSON.stringify(came)}\n`)
setInterval(() => {}, 1000)
