// Writes the tables of packs in README.md and runbook-keys/README.md.
import { writeFileSync } from 'node:fs'
import { TABLES, withTable } from '../src/pack-tables.ts'

for (const table of TABLES) writeFileSync(table.file, withTable(table))
