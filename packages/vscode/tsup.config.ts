import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { defineConfig } from 'tsup'
import server from '../language-server/package.json' with { type: 'json' }
import { ownSources } from '../presets/own-sources.js'
import { noticesOf, thirdPartiesIn } from '../presets/third-party.js'

/** What esbuild says of the bundles. */
const METAFILE = 'dist/metafile-cjs.json'

export default defineConfig({
  // What the editor loads, and what that starts as a process of its own.
  entry: { extension: 'src/extension.ts', server: 'src/server.ts' },
  // The editor asks for extensions by `require`.
  format: 'cjs',
  target: 'node20',
  // All but these: `vscode` only the editor has, and for what npm would publish of a folder no editor asks.
  noExternal: [/^(?!(?:vscode|npm-packlist)$)/],
  external: ['vscode', 'npm-packlist'],
  esbuildPlugins: [ownSources],
  define: {
    SERVER_VERSION: JSON.stringify(server.version),
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
    'import.meta.url': '__url'
  },
  banner: { js: "const __url = require('node:url').pathToFileURL(__filename).href;" },
  minify: true,
  dts: false,
  metafile: true,
  clean: true,
  onSuccess: async () => {
    writeFileSync(
      'dist/THIRD-PARTY-LICENSES.txt',
      noticesOf(thirdPartiesIn(JSON.parse(readFileSync(METAFILE, 'utf8')), '.'))
    )
    rmSync(METAFILE)
    // The parser of SQL looks for it beside its code.
    cpSync('node_modules/libpg-query/wasm/libpg-query.wasm', 'dist/libpg-query.wasm')
    mkdirSync('dist/schemas', { recursive: true })
    for (const name of ['pack', 'config']) {
      cpSync(`../schema/schemas/${name}.schema.json`, `dist/schemas/${name}.schema.json`)
    }
  }
})
