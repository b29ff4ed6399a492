import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from './support.js'

/** Which packages a package may import: those above it in the design. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  '@keys/schema': [],
  '@keys/parser': ['@keys/schema'],
  '@keys/search': ['@keys/schema'],
  '@keys/pack': ['@keys/schema', '@keys/parser'],
  '@keys/command-analysis': ['@keys/schema', '@keys/parser'],
  '@keys/validator': ['@keys/schema', '@keys/parser', '@keys/pack', '@keys/command-analysis'],
  '@keys/indexer': ['@keys/schema', '@keys/export', '@keys/parser', '@keys/search', '@keys/pack', '@keys/validator'],
  '@keys/release': ['@keys/schema', '@keys/parser', '@keys/pack'],
  '@keys/workspace': [
    '@keys/schema',
    '@keys/parser',
    '@keys/export',
    '@keys/pack',
    '@keys/validator',
    '@keys/release',
    '@keys/indexer'
  ],
  // What a command of a plain file changes says how its step is drafted.
  '@keys/import': ['@keys/schema', '@keys/parser', '@keys/pack', '@keys/command-analysis'],
  '@keys/runner': ['@keys/schema', '@keys/parser', '@keys/pack'],
  '@keys/drill': ['@keys/schema', '@keys/parser', '@keys/pack', '@keys/runner'],
  '@keys/drill-kit': ['@keys/drill'],
  '@keys/language-server': ['@keys/schema', '@keys/parser', '@keys/pack', '@keys/validator'],
  // Its tests read the packs of the repository.
  '@keys/export': ['@keys/schema', '@keys/parser', '@keys/pack'],
  // Its own command finds packs and reads the configuration of a workspace; whoever embeds the server hands both in.
  '@keys/mcp': [
    '@keys/schema',
    '@keys/parser',
    '@keys/search',
    '@keys/pack',
    '@keys/command-analysis',
    '@keys/validator',
    '@keys/indexer',
    '@keys/runner'
  ],
  '@keys/cli': [
    '@keys/schema',
    '@keys/parser',
    '@keys/command-analysis',
    '@keys/search',
    '@keys/pack',
    '@keys/command-analysis',
    '@keys/validator',
    '@keys/indexer',
    '@keys/runner',
    '@keys/drill',
    '@keys/release',
    '@keys/workspace',
    '@keys/import',
    '@keys/language-server',
    '@keys/export',
    '@keys/mcp',
    '@keys/create-runbook',
    '@keys/terminal'
  ],
  '@keys/create-runbook': ['@keys/schema', '@keys/parser', '@keys/pack'],
  // Private, an extension of VS Code, whose names have no scope.
  'runbook-keys-vscode': ['@keys/pack', '@keys/language-server'],
  '@keys/terminal': ['@keys/schema', '@keys/pack', '@keys/runner'],
  '@keys/gate': ['@keys/schema'],
  // Of the runner what runs in a browser.
  '@keys/marketplace': ['@keys/schema', '@keys/parser', '@keys/search', '@keys/pack', '@keys/runner'],
  // Private: they look at the others from outside.
  '@keys/api-docs': ['@keys/schema'],
  '@keys/e2e': [],
  // Private: how packages are built.
  '@keys/presets': [],
  // Private: what tests share. Any of them may use it, and it uses none.
  '@keys/testkit': []
}

interface Manifest {
  name: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  scripts?: Record<string, string>
}

function manifestsIn(folder: string): [path: string, manifest: Manifest][] {
  return readdirSync(join(REPOSITORY, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'catalogs')
    .map(({ name }) => {
      const path = join(REPOSITORY, folder, name)
      return [path, JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest]
    })
}

/** A statement that imports, or a call; a text that only holds the words is none. */
const IMPORT = /^(?:import|export|\})[^'\n]*'([^'\n]+)'|import\('([^']+)'\)/gm

/** What the sources of a package import; one may have none, such as a command that hands on to another. */
const importsOf = (path: string): string[] =>
  (existsSync(join(path, 'src')) ? readdirSync(join(path, 'src'), { recursive: true, encoding: 'utf8' }) : [])
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(join(path, 'src', file), 'utf8').matchAll(IMPORT)])
    .map(([, from, called]) => from ?? called ?? '')

test.each(manifestsIn('packages').map(([path, manifest]) => [manifest.name, path, manifest] as const))(
  '%s imports only what stands above it',
  (name, path, manifest) => {
    expect(Object.keys(MAY_IMPORT), `${name} has no row in the design`).toContain(name)
    const allowed = MAY_IMPORT[name] ?? []
    const declared = Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.peerDependencies
    })
    expect(
      declared.filter((other) => other.startsWith('@keys/') && other !== '@keys/testkit' && !allowed.includes(other))
    ).toEqual([])
    const imported = new Set(importsOf(path).filter((specifier) => specifier.startsWith('@keys/')))
    expect([...imported].filter((other) => !allowed.includes(other.replace(/^(@keys\/[^/]+).*$/, '$1')))).toEqual([])
  }
)

test.each(manifestsIn('runbook-keys').map(([, manifest]) => [manifest.name, manifest] as const))(
  '%s is data: no dependencies, nothing that runs when it is installed',
  (_, manifest) => {
    expect(manifest).not.toHaveProperty('dependencies')
    expect(manifest).not.toHaveProperty('peerDependencies')
    expect(Object.keys(manifest.scripts ?? {})).toEqual(['prepack'])
  }
)

test('the tests of every package are type-checked before they run', () => {
  const unchecked = manifestsIn('packages').filter(([path, { scripts }]) =>
    [scripts?.['test'] ?? '', existsSync(join(path, 'test')) ? (scripts?.['test:long'] ?? '') : ''].every(
      (script) => !script.startsWith('tsc -p ')
    )
  )
  expect(unchecked.map(([, { name }]) => name)).toEqual(['@keys/presets', '@keys/testkit'])
})
