// One fault at a time in each of the packs of this repository: the rule that is meant for it finds it, where it is.
import { describe, expect, it } from 'vitest'
import * as validator from '../src/core.js'
import { Laboratory } from './mutations/detect.ts'
import { mutations } from './mutations/index.ts'

/** They speak of what lies beside or around the pack, not of a fault in one of its files. */
const UNPLANTED = [
  'drill/branch-not-covered',
  'drill/command-not-covered',
  'drill/coverage-line',
  'drill/line-of-another-text',
  'drill/missing',
  'drill/stale',
  'pack/placeholder-left',
  'pack/tarball',
  'reference/not-checked',
  'reference/remote-link-dead',
  'reference/remote-link-doubtful',
  'runbook/result-unchecked',
  'workspace/bump-too-small',
  'workspace/duplicate-slug',
  'workspace/index-out-of-date',
  'workspace/orphan-changeset',
  'workspace/skill-out-of-date'
]

const laboratory = await Laboratory.open(validator)
const registered = new Set(validator.registry.map(({ code }) => code))
/**
 * Parsing a runbook takes longer than all rules together, so each fault in one is planted in every other pack that has a
 * place for it; in all of them by `KEYS_MUTATIONS=all` and by `scripts/detection-table.ts`.
 */
const isSparing = process.env['KEYS_MUTATIONS'] !== 'all'
const plan = mutations.map((mutation, index) => {
  const places = laboratory.placesOf(mutation)
  const isSpared = isSparing && mutation.file === 'README.md' && places.length > 1
  const packs = places.filter((_, place) => !isSpared || (place + index) % 2 === 0)
  return { ...mutation, slugs: packs.map(({ slug }) => slug) }
})

it('knows the rule of each mutation, and has a mutation for each rule', () => {
  const meant = new Set(mutations.map(({ rule }) => rule))
  expect([...meant].filter((code) => !registered.has(code))).toEqual([])
  expect([...registered].filter((code) => !meant.has(code)).toSorted()).toEqual(UNPLANTED)
})

it('names each mutation of a file once', () => {
  const names = mutations.map(({ name, file, rule }) => `${file}: ${name} (${rule})`)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

it('finds a place for each mutation', () => {
  expect(plan.filter(({ slugs }) => slugs.length === 0).map(({ name }) => name)).toEqual([])
})

describe.each(laboratory.packs.map((pack) => [pack.slug, pack] as const))('%s', (slug, pack) => {
  const planted = plan.filter(({ slugs }) => slugs.includes(slug))

  it('is clean', () => {
    const findings = laboratory.cleanFindings(pack)
    expect(findings.map(({ code, file, range }) => `${code} ${file}:${range.start.line}`)).toEqual([])
  })

  it('shows at least sixty kinds of fault', () => expect(planted.length).toBeGreaterThanOrEqual(60))

  it.each(planted.map((mutation) => [`${mutation.file}: ${mutation.name}`, mutation.rule, mutation] as const))(
    '%s is found by %s',
    (_name, _rule, mutation) => {
      const detection = laboratory.detect(pack, mutation)
      // The place, and how many findings there are, told in one line where they differ.
      expect(detection?.isDetected, `expected ${detection?.expected}, found ${detection?.found.join(' ')}`).toBe(true)
    }
  )
})
