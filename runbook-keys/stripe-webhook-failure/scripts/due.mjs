// Which events are due and not processed. Those of the last 2 minutes may be on their way. Prints them by type.
import { readFileSync } from 'node:fs'
import { env } from 'node:process'
import { list, now, undelivered, withLedger } from './stripe-list.mjs'

const done = new Set(readFileSync(`${env.EVIDENCE_DIR}/done.txt`, 'utf8').split('\n'))
export const waiting = new Set((await undelivered()).map(({ id }) => id))
export const due = (await list({})).filter(({ created }) => created < now - 120)
export const missing = due.filter(({ id }) => (withLedger ? !done.has(id) : waiting.has(id)))
const byType = {}
for (const { type } of missing) byType[type] = (byType[type] ?? 0) + 1
for (const type of Object.keys(byType).sort()) console.log(`${byType[type]} ${type}`)
