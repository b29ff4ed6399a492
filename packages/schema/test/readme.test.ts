import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as schema from '../src/index.ts'
import { minimalIndex, minimalPack } from './documents.ts'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** Executes the example of the README over files that do not exist. */
function runExample(files: Record<string, object>): { out: string[]; err: string[] } {
  const body = (/```js\n([^]*?)```/.exec(readme)?.[1] ?? '').replace(/^import .*\n/gm, '')
  const out: string[] = []
  const err: string[] = []
  const console = { log: (...words: string[]) => out.push(words.join(' ')), error: (line: string) => err.push(line) }
  const readFileSync = (path: string) => JSON.stringify(files[path])
  const scope = { readFileSync, console, packSchema: schema.packSchema, readAssetsIndex: schema.readAssetsIndex }
  // The text of our own README, with stand-ins for what it imports.
  // oxlint-disable-next-line typescript/no-implied-eval
  new Function(...Object.keys(scope), body)(...Object.values(scope))
  return { out, err }
}

test('the example shows what is good', () => {
  expect(runExample({ 'pack.json': minimalPack, 'assets-index.json': minimalIndex })).toEqual({
    out: ['Stripe webhook failure', 'stripe-webhook-failure npm install @keys/runbook-stripe-webhook-failure'],
    err: []
  })
})

test('the example shows what is bad', () => {
  const bad = { 'pack.json': { ...minimalPack, slug: 'A', stars: 5 }, 'assets-index.json': { version: '2.0' } }
  expect(runExample(bad)).toEqual({
    out: [],
    err: [
      expect.stringMatching(/^slug: expected/),
      'pack.json: Unrecognized fields: stars',
      expect.stringMatching(/^version: the index has version 2\.0/)
    ]
  })
})

test.each(Object.keys(schema))('the table of exports has %s', (name) => {
  expect(readme).toMatch(new RegExp(`\`${name}[\`(]`))
})

test.each(readdirSync(join(root, 'schemas')))('the table of JSON Schemas has %s', (file) => {
  expect(readme).toContain(`| \`${file}\` |`)
})
