// What an author sees while writing a pack.json: the language service is the one that editors run.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { getLanguageService, TextDocument, type LanguageSettings } from 'vscode-json-languageservice'
import { jsonSchemas, packSchema, schemaId } from '../src/index.ts'
import { minimalPack } from './documents.ts'

/** A schema as `json.schemas` in an editor's settings has it. */
interface SchemaSetting {
  fileMatch: string[]
  url: string
  schema: object
}

const settings = JSON.parse(readFileSync(join(import.meta.dirname, '../../../.vscode/settings.json'), 'utf8')) as {
  'json.schemas': SchemaSetting[]
}

/** The way in which the editor hands its settings to the language service. */
const repository: LanguageSettings = {
  schemas: settings['json.schemas'].map(({ url, fileMatch, schema }) => ({ uri: url, fileMatch, schema }))
}
const byId: LanguageSettings = { schemas: [{ uri: schemaId('pack'), schema: jsonSchemas().pack }] }

function open(configuration: LanguageSettings, path: string, text: string) {
  const service = getLanguageService({
    schemaRequestService: async (uri) => Promise.reject(new Error(`there is no network: ${uri}`))
  })
  service.configure({ validate: true, ...configuration })
  // `|` is where the cursor stands.
  const document = TextDocument.create(`file://${path}`, 'json', 1, text.replace('|', ''))
  const parsed = service.parseJSONDocument(document)
  return {
    complete: async () => {
      const list = await service.doComplete(document, document.positionAt(text.indexOf('|')), parsed)
      return (list?.items ?? []).map(({ label }) => label).sort()
    },
    messages: async () => (await service.doValidation(document, parsed)).map(({ message }) => message)
  }
}

const PACK = '/repository/runbook-keys/stripe-webhook-failure/pack.json'
const head = `{ "$schema": "${schemaId('pack')}"`

describe.each([
  ['named by $schema, registered by its $id', byId, '/anywhere/pack.json', head],
  ['named by $schema, with the settings of the repository', repository, PACK, head],
  ['without $schema, with the settings of the repository', repository, PACK, '{ "tags": []']
])('pack.json: %s', (_, configuration, path, start) => {
  test('completion offers the fields that are missing', async () => {
    const offered = await open(configuration, path, `${start}, "slug": "a", "title": "A", | }`).complete()
    const written = ['slug', 'title', start.includes('$schema') ? '$schema' : 'tags']
    const missing = Object.keys(packSchema.shape).filter((field) => !written.includes(field))
    expect(offered).toEqual(missing.sort())
  })

  test.each([
    ['"severity_level": |', ['"p0"', '"p1"', '"p2"', '"p3"', '"p4"']],
    ['"maturity": |', ['"enterprise"', '"operator"', '"scale"', '"starter"']],
    ['"tool": |', ['"operational"']],
    ['"key_type": [|]', ['"decision"', '"failure-mode"', '"incident"', '"recovery"']],
    ['"produces_evidence": |', ['false', 'true']],
    ['"documentation": { "readme": "README.md", | }', ['changelog', 'checklist']],
    ['"inputs": [{ "name": "A", "description": "B", | }]', ['example', 'required', 'secret']]
  ])('completion offers the values of %s', async (field, values) => {
    expect(await open(configuration, path, `${start}, ${field} }`).complete()).toEqual(values)
  })

  test('faults are shown', async () => {
    const text = `${start}, ${JSON.stringify({ ...minimalPack, severity: 'p1', maturity: 'old', 'x-team': 1 }).slice(1)}`
    expect(await open(configuration, path, text).messages()).toEqual([
      'Value is not accepted. Valid values: "starter", "operator", "scale", "enterprise".',
      'Property severity is not allowed.'
    ])
  })
})

test('a catalog has completion too', async () => {
  const path = '/repository/runbook-keys/catalogs/node-keys.json'
  const offered = await open(repository, path, '{ "keys": [{ "tool": "jupyter", | }] }').complete()
  expect(offered).toContain('outputs')
})

test('keys.config.json has completion and faults too', async () => {
  const configured = (text: string) => open(repository, '/repository/runbook-keys/keys.config.json', text)
  expect(await configured('{ "maxWarnings": 0, | }').complete()).toEqual([
    '$schema',
    'catalogs',
    'drafts',
    'ownRules',
    'packs',
    'rules',
    'runbookLinks',
    'scope',
    'signedAnswers'
  ])
  const severities = ['"error"', '"information"', '"off"', '"warning"']
  expect(await configured('{ "rules": { "flow/dead-end": | } }').complete()).toEqual(severities)
  expect(await configured('{ "maxWarning": 0 }').messages()).toEqual(['Property maxWarning is not allowed.'])
})

test('other files are left alone', async () => {
  expect(await open(repository, '/repository/package.json', '{ | }').complete()).toEqual(['$schema'])
})
