// What says that it runs in a browser bundles for one, by the bundlers that people use, and the bundle does its work.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import webpack from 'webpack'
import { expect, onTestFinished, test } from 'vitest'
import { PACKAGES, REPOSITORY } from '../support/packages.js'

/** What a web worker has that Node has as well; nothing of Node's own, and no document. */
const WORKER = {
  atob,
  Blob,
  btoa,
  console,
  crypto,
  DecompressionStream,
  performance,
  Response,
  structuredClone,
  TextDecoder,
  TextEncoder,
  URL
}

/** A bundler: takes the file of a module, and gives a script that leaves the module's `value` in `globalThis.value`. */
type Bundler = (entry: string, folder: string) => Promise<string>

const BUNDLERS: Readonly<Record<string, Bundler>> = {
  esbuild: async (entry) => {
    const { outputFiles, errors, warnings } = await esbuild({
      entryPoints: [entry],
      bundle: true,
      platform: 'browser',
      conditions: ['worker'],
      format: 'iife',
      write: false,
      logLevel: 'silent'
    })
    expect([errors, warnings]).toEqual([[], []])
    return outputFiles[0]?.text ?? ''
  },
  vite: async (entry, folder) => {
    const warnings: string[] = []
    await vite({
      root: folder,
      configFile: false,
      // Of packages with a page's and a worker's build the worker's, as in a worker.
      resolve: { conditions: ['worker', 'module', 'browser'] },
      logLevel: 'silent',
      build: {
        lib: { entry, formats: ['iife'], name: 'bundle', fileName: () => 'bundle.js' },
        outDir: join(folder, 'vite'),
        rollupOptions: { onwarn: ({ message }) => void warnings.push(message) }
      }
    })
    expect(warnings).toEqual([])
    return readFileSync(join(folder, 'vite/bundle.js'), 'utf8')
  },
  webpack: (entry, folder) =>
    new Promise((resolve, reject) => {
      const output = { path: join(folder, 'webpack'), filename: 'bundle.js' }
      const options = {
        mode: 'production',
        target: 'webworker',
        entry,
        output,
        performance: { hints: false },
        // One script, as the others make it: what is loaded only when it is needed would be another one.
        module: { parser: { javascript: { dynamicImportMode: 'eager' } } },
        optimization: { minimize: false }
      } as const
      webpack(options, (error, stats) => {
        if (error) return reject(error)
        const said = [...(stats?.compilation.errors ?? []), ...(stats?.compilation.warnings ?? [])]
        if (said.length > 0) return reject(new Error(said.map(({ message }) => message).join('\n')))
        resolve(readFileSync(join(output.path, output.filename), 'utf8'))
      })
    })
}

/** The file behind an import of one of our packages. */
function fileOf(name: string, path = '.'): string {
  const { folder, manifest } = PACKAGES.find((candidate) => candidate.name === name)!
  const target = manifest.exports?.[path]
  return JSON.stringify(join(REPOSITORY, folder, typeof target === 'object' ? target.default : ''))
}

const README = JSON.stringify(
  [
    '# Broken',
    '## Diagnosis flow',
    '### Step 1: Look',
    '```sql\nselect 1 from;\n```',
    '### Step 2: Ask',
    '```bash\ncurl --max-time 5 "$URL"\n```',
    ''
  ].join('\n\n')
)

const RUNBOOK = PACKAGES.find(({ isRunbook }) => isRunbook)!

/** For each entry that a browser may load: what it does there, and what comes out. */
const USES: readonly (readonly [entry: string, source: string, value: unknown])[] = [
  [
    '@keys/schema',
    `import { packSchema as p } from ${fileOf('@keys/schema')}; export const value = p.safeParse({}).success`,
    false
  ],
  [
    '@keys/parser',
    `import { parseRunbook } from ${fileOf('@keys/parser')}
     const { title, steps } = parseRunbook('# Broken\\n\\n## Diagnosis\\n\\n### Step 1: Look\\n')
     export const value = [title.text, steps.length]`,
    ['Broken', 1]
  ],
  [
    '@keys/parser/model',
    `import * as model from ${fileOf('@keys/parser', './model')}
     export const value = [model.endingOf('stop:page-the-dba'), Object.keys(model).length > 20]`,
    [{ type: 'escalate' }, true]
  ],
  [
    '@keys/command-analysis, @keys/pack/core and @keys/validator/core',
    `import { createAnalyzer } from ${fileOf('@keys/command-analysis')}
     import { memoryFiles, readPack } from ${fileOf('@keys/pack', './core')}
     import { validatePack } from ${fileOf('@keys/validator', './core')}
     import { parseRunbook } from ${fileOf('@keys/parser')}
     const source = readPack(memoryFiles({ 'README.md': ${README}, 'pack.json': '{}' }), { folder: 'my-pack' })
     export const value = createAnalyzer().then((analyzer) => {
       const { commands } = analyzer.analyze(parseRunbook(${README}), ${README})
       const syntax = validatePack(source, { analyzer }).filter(({ code }) => code === 'command/syntax')
       return [commands.map(({ requests }) => requests.length), syntax.map(({ range }) => range.start.line)]
     })`,
    [[0, 1], [8]]
  ],
  [
    '@keys/search',
    `import { createSearch } from ${fileOf('@keys/search')}; export const value = createSearch([]).find('42501').results`,
    []
  ],
  [
    '@keys/runner',
    `import { readRunPack } from ${fileOf('@keys/runner')}; export const value = typeof readRunPack`,
    'function'
  ],
  [
    '@keys/runner/present',
    `import * as present from ${fileOf('@keys/runner', './present')}; export const value = Object.keys(present).length > 5`,
    true
  ],
  [
    '@keys/export',
    `import { skillOf, toCacao } from ${fileOf('@keys/export')}; export const value = [typeof skillOf, typeof toCacao]`,
    ['function', 'function']
  ],
  [
    'the entry of a runbook',
    `import { pack, runbook, checklist } from ${fileOf(RUNBOOK.name)}
     export const value = [pack.slug, runbook.steps.length > 0, checklist.phases.length > 0]`,
    [RUNBOOK.name.replace('@keys/runbook-', ''), true, true]
  ]
]

test.each(
  USES.flatMap((use) => Object.entries(BUNDLERS).map(([name, bundle]) => [use[0], name, bundle, use] as const))
)('%s, bundled by %s, runs in a worker of a browser', async (_entry, _name, bundle, [, source, value]) => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-bundle-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const entry = join(folder, 'entry.js')
  writeFileSync(entry, source.replace('export const value =', 'globalThis.value ='))
  const script = await bundle(entry, folder)
  const context = createContext({ ...WORKER })
  runInContext(script, context)
  const json = await runInContext('Promise.resolve(value).then((done) => JSON.stringify(done))', context)
  expect(JSON.parse(String(json))).toEqual(value)
})

test('the questions about a model weigh under 15 kB in a page, all of them together', async () => {
  const { outputFiles } = await esbuild({
    stdin: { contents: `export * from ${fileOf('@keys/parser', './model')}`, resolveDir: REPOSITORY },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false
  })
  expect(outputFiles[0]?.contents.length).toBeLessThan(15_000)
})
