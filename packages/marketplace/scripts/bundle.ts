// Bundles what browsers get: modules and the style, named by their contents, into dist/browser.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'

const root = join(import.meta.dirname, '..')
const source = join(root, 'src/browser')
const outdir = join(root, 'dist/browser')

/** Run before anything is drawn, or in a place of its own: no module. */
const CLASSIC = new Set(['theme.ts', 'sw.ts'])
/** Files that pages load themselves; what they have in common is split off. */
const ENTRIES = ['home.tsx', 'runbook.ts', 'site.ts', 'search-worker.ts']

const common: BuildOptions = {
  bundle: true,
  minify: true,
  target: ['chrome123', 'firefox120', 'safari17.5'],
  legalComments: 'none'
}
const known = new Set(readdirSync(source))

await build({
  ...common,
  entryPoints: ENTRIES.filter((name) => known.has(name)).map((name) => join(source, name)),
  outdir,
  format: 'esm',
  splitting: true,
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  define: { 'process.env.NODE_ENV': '"production"' }
})
for (const name of CLASSIC) {
  if (!known.has(name)) continue
  // The worker keeps its name for ever: one with another name could not take its place.
  const entryNames = name === 'sw.ts' ? '[name]' : '[name]-[hash]'
  await build({ ...common, entryPoints: [join(source, name)], outdir, format: 'iife', entryNames })
}
await build({
  ...common,
  entryPoints: [join(root, 'src/style/style.css')],
  outdir,
  entryNames: '[name]-[hash]'
})
