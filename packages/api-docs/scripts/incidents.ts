// Writes docs/runbook-keys/INCIDENTS.md.
import { writeFileSync } from 'node:fs'
import { INCIDENTS, incidentsPage } from '../src/incidents.ts'

writeFileSync(INCIDENTS, incidentsPage())
