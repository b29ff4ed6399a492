import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drillCoverageSchema, incidentsSchema } from '@keys/schema'
import { expect, test } from 'vitest'
import { INCIDENTS, incidentsPage } from '../src/incidents.ts'

const PACKS = join(import.meta.dirname, '../../../runbook-keys')
const slugs = readdirSync(PACKS).filter((slug) => existsSync(join(PACKS, slug, 'incidents.json')))
const read = (slug: string, file: string): unknown => JSON.parse(readFileSync(join(PACKS, slug, file), 'utf8'))

test('the page of incident cases is what the packs say', () => {
  expect(readFileSync(INCIDENTS, 'utf8')).toBe(incidentsPage())
})

test.each(slugs)('no case of %s ends wrong or stuck, and each scenario that it names was drilled', (slug) => {
  const { incidents } = incidentsSchema.parse(read(slug, 'incidents.json'))
  const drilled = new Set(
    drillCoverageSchema.parse(read(slug, 'drill/coverage.json')).scenarios.map(({ name }) => name)
  )
  for (const { id, verdict, scenario } of incidents) {
    expect.soft(['right', 'sent-on', 'partly'], id).toContain(verdict)
    if (scenario !== null) expect.soft([...drilled], id).toContain(scenario)
  }
})
