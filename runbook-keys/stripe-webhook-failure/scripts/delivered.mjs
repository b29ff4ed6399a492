// Without a ledger: which of the events in ids.txt Stripe has delivered by now. Into done.txt.
import { readFileSync, writeFileSync } from 'node:fs'
import { env } from 'node:process'
import { lines, undelivered } from './stripe-list.mjs'

const waiting = new Set((await undelivered()).map(({ id }) => id))
const ids = readFileSync(`${env.EVIDENCE_DIR}/ids.txt`, 'utf8').split('\n').filter(Boolean)
writeFileSync(`${env.EVIDENCE_DIR}/done.txt`, lines(ids.filter((id) => !waiting.has(id))), { mode: 0o600 })
