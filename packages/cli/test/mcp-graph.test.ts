// The process that serves agents contains no code that can execute an effect: read from its import graph.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { ownSources } from '../../presets/own-sources.js'
import { REPOSITORY } from './support.js'

type Imports = ReadonlyMap<string, readonly { path: string; external: boolean }[]>

/** Who imports what, statically or when asked, from an entry on. */
async function importsFrom(entry: string): Promise<Imports> {
  const { metafile } = await build({
    entryPoints: [join(REPOSITORY, entry)],
    absWorkingDir: REPOSITORY,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    treeShaking: true,
    external: ['@npmcli/config', 'libpg-query', 'make-fetch-happen', 'npm-*', 'satteri'],
    plugins: [ownSources],
    outdir: 'out',
    logLevel: 'silent'
  })
  return new Map(
    Object.entries(metafile.inputs).map(([path, input]) => [
      path,
      input.imports.map(({ path: to, external = false }) => ({ path: to, external }))
    ])
  )
}

const importersOf = (imports: Imports, path: string): string[] =>
  [...imports].flatMap(([from, to]) => (to.some((one) => one.path === path) ? [from] : [])).toSorted()

const ENTRIES = [
  ['keys mcp', await importsFrom('packages/cli/src/commands/mcp.ts')],
  ['npx @keys/mcp', await importsFrom('packages/mcp/src/main.ts')]
] as const

describe.each(ENTRIES)('the import graph of %s', (_, imports) => {
  test('has the parts that it is said to have', () => {
    for (const path of [
      'packages/mcp/src/server.ts',
      'packages/runner/src/agent.ts',
      'packages/runner/src/run/decide.ts'
    ])
      expect(imports.has(path), path).toBe(true)
  })

  test('reaches the executor through the one module that bounds it, and nothing of an interactive run', () => {
    expect(importersOf(imports, 'packages/runner/src/node/processes.ts')).toEqual(['packages/runner/src/agent.ts'])
    const forbidden =
      /packages\/(?:runner\/src\/node\.ts|drill|drill-kit|cli\/src\/(?:operate\/(?!run-flags|runs-folder)|drill|preflight|evidence|commands\/(?!mcp)))/
    expect([...imports.keys()].filter((path) => forbidden.test(path))).toEqual([])
  })

  test('starts processes in one place: the bounded executor with its pipes', () => {
    const starters = [...imports].flatMap(([from, to]) =>
      to.some(({ path, external }) => external && /^(?:node:)?(?:child_process|cluster|worker_threads)$/.test(path))
        ? [from]
        : []
    )
    expect(starters.filter((path) => !path.includes('node_modules')).toSorted()).toEqual([
      'packages/runner/src/node/processes-pipes.ts',
      'packages/runner/src/node/processes.ts'
    ])
  })
})

test('opens runs in one module, as an agent', () => {
  const folder = join(REPOSITORY, 'packages/mcp/src')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const)
  const naming = (word: RegExp): string[] => sources.flatMap(([name, text]) => (word.test(text) ? [name] : []))
  expect(naming(/\b(?:startRun|resumeRun)\b/)).toEqual(['agent-runs.ts'])
  expect(naming(/answeredBy/)).toEqual(['agent-runs.ts'])
  expect(naming(/@keys\/runner\/node|node:child_process|elicitInput|inputRequired/)).toEqual([])
  expect(
    naming(
      /perform\(\{ type: '(?:acknowledge|do-manual-action|skip|escalate|end-run|close-rollback|reopen|go-back|defer)'/
    )
  ).toEqual([])
  expect(readFileSync(join(folder, 'agent-runs.ts'), 'utf8')).toContain("const answeredBy = 'agent' as const")
})
