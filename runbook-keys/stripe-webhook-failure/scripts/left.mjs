// How many events since INCIDENT_START are still not processed.
import { due, missing } from './due.mjs'

console.log(`events at Stripe: ${due.length}, processed: ${due.length - missing.length}`)
console.log(missing.length)
