import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryFiles } from '@keys/pack'
import { expect, onTestFinished, test } from 'vitest'
import type { Answers, KeyType } from '../src/answers.js'
import { drillStub } from '../src/drill-stub.js'
import { packFiles } from '../src/pack-files.js'
import { otherSide } from '../src/relations.js'
import { writeScaffold } from '../src/write.js'

const REPOSITORY = join(import.meta.dirname, '../../..')
const SLUG = 'job-queue-stuck'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'create-runbook-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** All files below a folder with their texts. */
function contents(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted()
  return Object.fromEntries(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]))
}

/** The files of a new pack with inputs that its author named. */
function packWith(keyType: KeyType, inputs: readonly string[]): ReadonlyMap<string, string> {
  const answers: Answers = {
    slug: SLUG,
    scope: '@keys',
    isPrivate: false,
    title: 'Job queue stuck',
    description: 'Nothing is taken from the queue.',
    keyTypes: [keyType],
    severity: 'p2',
    maturity: 'starter',
    author: 'A. Author',
    license: 'MIT',
    related: [],
    inputs,
    tools: []
  }
  return packFiles(answers, { repository: null, directory: SLUG, drillRange: '^0.1.0', day: '2026-01-01' })
}

test.each<[keyType: KeyType, ofSkeleton: string]>([
  ['incident', 'SERVICE_URL'],
  ['failure-mode', 'SERVICE_LOG'],
  ['decision', 'EVIDENCE_DIR'],
  ['recovery', 'DATA_DIR']
])(
  '%s: an input that the skeleton has is there once, another one is given by the world of its drill',
  (keyType, name) => {
    expect(packWith(keyType, [name])).toEqual(packWith(keyType, []))
    const files = packWith(keyType, [name, 'DATABASE_URL', 'QUEUE'])
    const { inputs } = JSON.parse(files.get('pack.json') ?? '') as { inputs: { name: string }[] }
    const names = inputs.map((input) => input.name)
    expect(names).toEqual([...new Set([...names, name, 'DATABASE_URL', 'QUEUE'])].toSorted())
    for (const given of ['DATABASE_URL', 'QUEUE']) {
      expect(files.get('drill/drill.js')).toContain(`        ${given}: 'TODO: `)
    }
  }
)

test.each([
  ['LF', (text: string) => text],
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text: string) => `\uFEFF${text}`]
])('pointing back again changes nothing, with %s', (_, written) => {
  const read = (name: string): string =>
    readFileSync(join(REPOSITORY, 'runbook-keys/stripe-webhook-failure', name), 'utf8')
  const from = { slug: SLUG, package: `@acme/runbook-${SLUG}`, title: 'Job queue stuck' }
  const pack = { 'README.md': written(read('README.md')), 'pack.json': read('pack.json') }
  const first = otherSide(memoryFiles(pack), 'stripe-webhook-failure', from)
  expect(first?.replacements.map(({ file }) => file)).toEqual(['README.md', 'pack.json'])
  const told = Object.fromEntries(first?.replacements.map(({ file, after }) => [file, after]) ?? [])
  expect(told['README.md']).not.toMatch(pack['README.md'].includes('\r') ? /[^\r]\n/ : /\r/)
  const second = otherSide(memoryFiles(told), 'stripe-webhook-failure', from)
  expect(second).toEqual({ replacements: [], line: null })
})

test.each<[name: string, spoil: (root: string) => void]>([
  ['a file comes to lie in the way', (root) => writeFileSync(join(root, 'package.json'), 'mine')],
  ['another pack changes', (root) => writeFileSync(join(root, 'runbook-keys/one/README.md'), 'mine')],
  [
    'the place is taken',
    (root) => cpSync(join(root, 'runbook-keys/one'), join(root, 'runbook-keys', SLUG), { recursive: true })
  ]
])('when %s meanwhile, all that was written is taken back', (_, spoil) => {
  const root = temporaryFolder()
  mkdirSync(join(root, 'runbook-keys/one'), { recursive: true })
  writeFileSync(join(root, 'runbook-keys/one/README.md'), 'before')
  writeFileSync(join(root, 'runbook-keys/one/pack.json'), 'before')
  spoil(root)
  const before = contents(root)
  const change = (file: string) => ({ file, before: 'before', after: 'after' })
  const scaffold = {
    root,
    packsFolder: 'runbook-keys',
    slug: SLUG,
    pack: new Map([['drill/drill.js', drillStub('incident')]]),
    workspace: new Map([
      ['.gitignore', 'node_modules/\n'],
      ['package.json', '{}']
    ]),
    others: new Map([['one', [change('pack.json'), change('README.md')]]])
  }
  expect(() => writeScaffold(scaffold)).toThrow()
  expect(contents(root)).toEqual(before)
})
