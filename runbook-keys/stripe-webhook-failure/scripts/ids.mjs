// The ids of the events that should be processed: ids.txt.
import { writeFileSync } from 'node:fs'
import { env } from 'node:process'
import { lines, list, undelivered, withLedger } from './stripe-list.mjs'

const events = await (withLedger ? list({}) : undelivered())
writeFileSync(`${env.EVIDENCE_DIR}/ids.txt`, lines(events.map(({ id }) => id)), { mode: 0o600 })
