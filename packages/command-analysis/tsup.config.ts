import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { defineConfig, type Options } from 'tsup'
import { noticesOf, thirdPartiesIn } from '../presets/third-party.js'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

const BROWSER = 'dist/browser'
/** What esbuild says of the bundle. */
const METAFILE = `${BROWSER}/metafile-esm.json`
const WASM = dirname(createRequire(import.meta.url).resolve('libpg-query'))
/** How Emscripten asks whether it runs in Node. */
const IN_NODE = /var ENVIRONMENT_IS_NODE=[^;]+;/

/** Makes of `libpg-query` one that needs neither Node nor a file. */
const forBrowsers: Plugin = {
  name: 'libpg-query-for-browsers',
  setup(build) {
    build.onResolve({ filter: /^\.\/libpg-query\.js$/ }, ({ importer }) =>
      dirname(importer) === WASM ? { path: 'libpg-query.js', namespace: 'ours' } : undefined
    )
    build.onLoad({ filter: /./, namespace: 'ours' }, () => ({
      contents: "export { createParser as default } from './parser-module.js'",
      resolveDir: resolve('src/browser')
    }))
    build.onLoad({ filter: /[\\/]wasm[\\/]libpg-query\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (!IN_NODE.test(text)) throw new Error(`${path} does not ask for Node in the way that is known.`)
      return { contents: text.replace(IN_NODE, '').replaceAll('ENVIRONMENT_IS_NODE', 'false'), loader: 'js' }
    })
  }
}

export default defineConfig([
  {
    entry: ['src/index.ts'],
    format: 'esm',
    target: 'node20',
    // Decided by whoever runs or bundles it.
    external: ['#libpg-query'],
    // tsup's own declarations do not work with TypeScript 7; tsc emits them.
    dts: false,
    sourcemap: true,
    clean: ['!browser']
  },
  {
    entry: ['src/browser/libpg-query.ts'],
    outDir: BROWSER,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    noExternal: [/^libpg-query/],
    esbuildPlugins: [forBrowsers],
    define: {
      // Not there in a browser, which bundlers do not tell by themselves.
      __filename: 'undefined',
      LIBPG_QUERY_WASM: JSON.stringify(
        gzipSync(readFileSync(join(WASM, 'libpg-query.wasm')), { level: 9 }).toString('base64')
      )
    },
    minify: true,
    dts: false,
    metafile: true,
    clean: true,
    onSuccess: async () => {
      const notices = noticesOf(thirdPartiesIn(JSON.parse(readFileSync(METAFILE, 'utf8')), '.'))
      writeFileSync(`${BROWSER}/THIRD-PARTY-LICENSES.txt`, notices)
      rmSync(METAFILE)
    }
  }
])
