import { describe, expect, test } from 'vitest'
import { packSchema } from '../src/index.ts'
import {
  contractPack,
  listing,
  minimalCatalog,
  minimalIndex,
  minimalKey,
  minimalLibrary,
  minimalPack,
  withValue
} from './documents.ts'
import { ajvPaths, zodPaths, zodSchemas, type DocumentName } from './validate.ts'

const valid: Record<DocumentName, object> = {
  pack: minimalPack,
  key: minimalKey,
  library: minimalLibrary,
  catalog: minimalCatalog,
  'assets-index': minimalIndex
}
const names = Object.keys(valid) as DocumentName[]

describe('good documents', () => {
  test.each(names)('the least %s', (name) => {
    expect(zodPaths(name, valid[name])).toEqual([])
    expect(ajvPaths(name, valid[name])).toEqual([])
    expect(zodSchemas[name].parse(valid[name])).toEqual(valid[name])
  })

  test('a pack written before our own fields existed stays valid', () => {
    expect(packSchema.parse(contractPack)).toEqual(contractPack)
    expect(ajvPaths('pack', contractPack)).toEqual([])
  })

  test.each<[DocumentName, string, unknown]>([
    ['pack', '$schema', 'anything'],
    ['pack', 'version', '2.0.0-rc.1+build.5'],
    ['pack', 'slug', 'a'.repeat(100)],
    ['pack', 'key_type', ['incident', 'failure-mode', 'decision', 'recovery']],
    ['pack', 'severity_level', 'p4'],
    ['pack', 'related_runbooks', []],
    ['pack', 'outcome', 'anything-else'],
    ['pack', 'author.url', 'http://keys.example/team?a=b'],
    ['pack', 'inputs', [{ name: 'DATABASE_URL', description: 'Where.', example: '', required: false, secret: true }]],
    ['pack', 'required_tools', [{ command: 'psql' }, { command: 'g++', minimum_version: '7.88.1' }]],
    ['pack', 'x-team', { any: [1, null] }],
    ['pack', 'x-', null],
    ['key', 'x-team', 'payments'],
    ['key', 'compatibility', { next: '>=15' }],
    ['key', 'tenant_scope', 'per-user-tenant-id'],
    ['key', 'dependencies', [{ name: 'stripe', version: '^23', required: true }]],
    ['library', 'x-team', 'payments'],
    ['library', 'packs.0.x-team', 'payments'],
    ['library', 'packs.0.runtime_minutes', 0.5],
    ['library', 'packs.0.sha256', '0'.repeat(64)],
    ['library', 'generated_at', '2026-11-23T10:00:00.123+01:00'],
    ['catalog', 'x-team', 'payments'],
    ['catalog', 'keys', []],
    ['catalog', 'keys.0.question', 'Which?'],
    ['assets-index', 'runbooks', []],
    ['assets-index', 'runbooks.0.x-team', 'payments'],
    [
      'assets-index',
      'runbooks.0.x-listing.coverage',
      {
        scenarios: 2,
        wrong_actions: 1,
        commands: { covered: 1, total: 1 },
        branches: { covered: 1, total: 2 },
        defaults: { covered: 0, total: 1 },
        production_only: 0,
        decisions: 1,
        manual_actions: 0,
        stand_ins: []
      }
    ],
    ['assets-index', 'runbooks.0.x-listing.redirections', [{ text: 'It is another one', slug: null }]],
    ['assets-index', 'runbooks.0.x-listing.offer', { entitlement: 'a_feature' }],
    [
      'assets-index',
      'runbooks.0.x-listing.versions',
      [{ version: '0.9.0', date: null, tarball: null, content_hash: null }]
    ],
    ['assets-index', 'rules', [{ code: 'a/b', severity: 'error', description: 'It holds.', rationale: 'It hurts.' }]],
    ['assets-index', 'version', '1.17']
  ])('%s: %s may be %j', (name, path, value) => {
    const document = withValue(valid[name], path, value)
    expect(zodPaths(name, document)).toEqual([])
    expect(ajvPaths(name, document)).toEqual([])
    expect(zodSchemas[name].parse(document)).toEqual(document)
  })
})

const count = { covered: 1, total: 1 }

describe('bad documents', () => {
  const required = names.flatMap((name) => Object.keys(valid[name]).map((field) => [name, field] as const))
  test.each(required)('%s: %s is required', (name, field) => {
    const document = withValue(valid[name], field, undefined)
    expect(zodPaths(name, document)).toEqual([field])
    expect(ajvPaths(name, document)).toEqual([field])
  })

  const noObjects: [DocumentName, unknown][] = names.flatMap((name) =>
    [null, [], [valid[name]], 'text', 1, true].map((value): [DocumentName, unknown] => [name, value])
  )
  test.each(noObjects)('%s: the whole is %j', (name, value) => {
    expect(zodPaths(name, value)).toEqual([''])
    expect(ajvPaths(name, value)).toEqual([''])
  })

  // The issue stands at the path, unless a fourth value says where.
  test.each<[DocumentName, string, unknown, string?]>([
    ['pack', 'slug', 'Stripe'],
    ['pack', 'slug', 'stripe--webhook'],
    ['pack', 'slug', '-stripe'],
    ['pack', 'slug', 'stripe\n'],
    ['pack', 'slug', 'a'.repeat(101)],
    ['pack', 'slug', null],
    ['pack', 'title', ''],
    ['pack', 'title', 'a'.repeat(201)],
    ['pack', 'description', 'a'.repeat(5001)],
    ['pack', 'tool', 'node'],
    ['pack', 'key_type', []],
    ['pack', 'key_type', 'incident'],
    ['pack', 'key_type', ['incident', 'outage'], 'key_type.1'],
    ['pack', 'severity_level', 'P1'],
    ['pack', 'severity_level', null],
    ['pack', 'version', '1.0'],
    ['pack', 'version', 'v1.0.0'],
    ['pack', 'version', '01.0.0'],
    ['pack', 'version', 1],
    ['pack', 'runtime_dependency', 'robot'],
    ['pack', 'required_access_level', 'root'],
    ['pack', 'produces_evidence', 'yes'],
    ['pack', 'compliance_relevance', [''], 'compliance_relevance.0'],
    ['pack', 'references_jupyter_keys', ['node-a'], 'references_jupyter_keys.0'],
    ['pack', 'references_node_keys', ['jupyter-a'], 'references_node_keys.0'],
    ['pack', 'related_runbooks', ['@keys/runbook-a'], 'related_runbooks.0'],
    ['pack', 'outcome', ''],
    ['pack', 'maturity', 'beginner'],
    ['pack', 'license_spdx', ''],
    ['pack', 'author', 'Keys'],
    ['pack', 'author', {}, 'author.name'],
    ['pack', 'author.phone', '1'],
    ['pack', 'author.__proto__', 1],
    ['pack', 'author.email', 'nobody'],
    ['pack', 'author.email', 'a..b@keys.example'],
    ['pack', 'author.url', 'javascript:alert(1)'],
    ['pack', 'author.url', 'keys.example'],
    ['pack', 'author.url', 'https:keys.example'],
    ['pack', 'author.url', 'https://'],
    ['pack', 'author.url', 'https:///team'],
    ['pack', 'author.url', 'https://keys.example '],
    ['pack', 'documentation', ['README.md']],
    ['pack', 'documentation.readme', ''],
    ['pack', 'documentation.license', 'LICENSE.txt'],
    ['pack', 'inputs', {}],
    ['pack', 'inputs', [{ name: 'database_url', description: 'Where.' }], 'inputs.0.name'],
    ['pack', 'inputs', [{ name: 'DATABASE_URL' }], 'inputs.0.description'],
    ['pack', 'inputs', [{ name: 'A', description: 'B', 'x-c': 1 }], 'inputs.0.x-c'],
    ['pack', 'required_tools', [{ command: 'rm -rf /' }], 'required_tools.0.command'],
    ['pack', 'required_tools', [{ command: 'a', minimum_version: 'latest' }], 'required_tools.0.minimum_version'],
    ['pack', 'entitlement', 'a'.repeat(81)],
    ['pack', 'severity', 'p1'],
    ['pack', 'X-team', 'payments'],
    ['pack', 'xteam', 'payments'],
    ['pack', '__proto__', { polluted: true }],
    ['pack', 'constructor', 1],
    ['pack', 'toString', 1],
    ['key', 'tool', 'jupyter'],
    ['key', 'runtime', 'deno'],
    ['key', 'key_type', ['incident'], 'key_type.0'],
    ['key', 'tenant_scope', 'everybody'],
    ['key', 'required_env', ['lower'], 'required_env.0'],
    ['key', 'compatibility', { next: 15 }, 'compatibility.next'],
    ['key', 'dependencies', [{ name: 'a', version: '1' }], 'dependencies.0.required'],
    ['key', 'documentation.quickstart', undefined],
    ['key', 'documentation.checklist', 'checklist.md'],
    ['key', '__proto__', 1],
    ['key', 'entitlement', 'a'],
    ['library', 'generated_at', 'yesterday'],
    ['library', 'generated_at', '2026-02-30T10:00:00Z'],
    ['library', 'generated_at', '2026-11-23T10:00:00'],
    ['library', 'packs', []],
    ['library', 'packs.0', null],
    ['library', 'packs.0.assets', {}, 'packs.0.assets.zip'],
    ['library', 'packs.0.difficulty', 'easy'],
    ['library', 'packs.0.runtime_minutes', 0],
    ['library', 'packs.0.sha256', 'A'.repeat(64)],
    ['library', 'packs.0.licence', 'MIT'],
    ['library', 'packs.0.__proto__', 1],
    ['library', 'name', 'mine'],
    ['catalog', 'keys', {}],
    ['catalog', 'name', 'mine'],
    ['catalog', '__proto__', 1],
    ['assets-index', 'version', '2.0'],
    ['assets-index', 'version', '1'],
    ['assets-index', 'generated_at', '2026-11-23'],
    ['assets-index', 'runbooks.0.slug', 'A'],
    ['assets-index', 'runbooks.0.stars', 5],
    ['assets-index', 'runbooks.0.__proto__', 5],
    ['assets-index', 'runbooks.0.x-listing', undefined],
    [
      'assets-index',
      'runbooks.0.x-listing',
      { ...listing, content_hash: 'sha1-00' },
      'runbooks.0.x-listing.content_hash'
    ],
    ['assets-index', 'runbooks.0.x-listing.tarball.size', 0],
    ['assets-index', 'runbooks.0.x-listing.tarball.integrity', 'sha1-YQ=='],
    ['assets-index', 'runbooks.0.x-listing.counts.steps', 1.5],
    [
      'assets-index',
      'runbooks.0.x-listing.coverage',
      {
        scenarios: -1,
        wrong_actions: 0,
        commands: count,
        branches: count,
        defaults: count,
        production_only: 0,
        decisions: 0,
        manual_actions: 0,
        stand_ins: []
      },
      'runbooks.0.x-listing.coverage.scenarios'
    ],
    ['assets-index', 'node_keys.0.tool', 'jupyter'],
    ['assets-index', 'jupyter_keys.0.slug', 'job-failure-analysis'],
    ['assets-index', 'jupyter_keys.0.inputs', []]
  ])('%s: %s may not be %j', (name, path, value, place = path) => {
    const document = withValue(valid[name], path, value)
    expect(zodPaths(name, document)).toEqual([place])
    expect(ajvPaths(name, document)).toContain(place)
  })

  // ajv reports both kinds of entry here, so only whether it refuses is compared.
  test.each<[string, unknown, string]>([
    ['keys.0.tool', 'deno', 'keys.0.tool'],
    ['keys.0.slug', 'Safe', 'keys.0.slug'],
    ['keys.0.inputs', ['a'], 'keys.0.inputs'],
    ['keys.0.x-team', 'a', 'keys.0.x-team'],
    ['keys.0.question', '', 'keys.0.question'],
    ['keys.0.required_env', undefined, 'keys.0.required_env'],
    ['keys.1.slug', 'job-failure-analysis', 'keys.1.slug'],
    ['keys.1.outputs', [], 'keys.1.outputs'],
    ['keys.1.runtime', 'node', 'keys.1.runtime'],
    ['keys.1', null, 'keys.1']
  ])('catalog: %s may not be %j', (path, value, place) => {
    const document = withValue(minimalCatalog, path, value)
    expect(zodPaths('catalog', document)).toEqual([place])
    expect(ajvPaths('catalog', document)).not.toEqual([])
  })
})

describe('several faults at once', () => {
  const faulty: unknown = JSON.parse(`{
    "__proto__": { "polluted": true }, "slug": "Bad", "x-team": 1, "severity": "p1", "author": { "name": "", "phone": 1 }
  }`)

  test('unknown fields are reported together with all others, x-* fields are not', () => {
    const missing = Object.keys(minimalPack).filter((field) => field !== 'slug' && field !== 'author')
    const places = [...missing, '__proto__', 'author.name', 'author.phone', 'severity', 'slug'].sort()
    expect(zodPaths('pack', faulty)).toEqual(places)
    expect(ajvPaths('pack', faulty)).toEqual(places)
  })

  test('the message names the unknown fields', () => {
    const issues = packSchema.safeParse({ ...minimalPack, severity: 'p1', 'x-a': 1, stars: 5 }).error?.issues
    expect(issues).toEqual([
      expect.objectContaining({
        code: 'unrecognized_keys',
        path: [],
        keys: ['severity', 'stars'],
        message: 'Unrecognized fields: severity, stars'
      })
    ])
  })

  test('nothing is polluted', () => {
    packSchema.safeParse(faulty)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    const pack = packSchema.parse({ ...minimalPack, 'x-a': JSON.parse('{"__proto__":{"polluted":true}}') })
    expect(Reflect.get(pack, 'polluted')).toBeUndefined()
  })
})
