// Which events are missing, oldest first: missing.txt. Whether one new real event was processed since the repair: a probe
// runs no business code.
import { readFileSync, writeFileSync } from 'node:fs'
import { env } from 'node:process'
import { missing, waiting } from './due.mjs'
import { lines, list, withLedger } from './stripe-list.mjs'

writeFileSync(`${env.EVIDENCE_DIR}/missing.txt`, lines(missing.map(({ id }) => id)), { mode: 0o600 })
const lost = missing.filter(({ id }) => !waiting.has(id))
const repaired = Number(readFileSync(`${env.EVIDENCE_DIR}/repaired.txt`, 'utf8'))
const fixed = Number(readFileSync(`${env.EVIDENCE_DIR}/fixed-at.txt`, 'utf8'))
const proof = withLedger
  ? readFileSync(`${env.EVIDENCE_DIR}/done-since.txt`, 'utf8').trim() !== ''
  : (await list({ 'created[gte]': fixed - 300, delivery_success: 'true' })).length > 0
console.log(`missing: ${missing.length}, Stripe can still deliver: ${missing.length - lost.length}`)
console.log(missing.length === 0 ? 'none' : missing.length > 10000 ? 'too-many'
  : lost.some(({ created }) => created >= repaired) ? 'lost' : !proof ? 'unproven'
  : lost.length === 0 ? 'undelivered' : 'lost-before')
