import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { defineConfig } from 'tsup'
import { noticesOf, thirdPartiesIn } from '../presets/third-party.js'

const COMMAND = 'dist/command'
/** What esbuild says of the bundle. */
const METAFILE = `${COMMAND}/metafile-esm.json`

export default defineConfig([
  {
    // What `keys new` imports: a file for each module, so that it brings nothing a second time.
    entry: ['src/**/*.ts', '!src/main.ts', '!src/help.ts'],
    outDir: 'dist/lib',
    bundle: false,
    format: 'esm',
    target: 'node20',
    // tsup's own declarations do not work with TypeScript 7; tsc emits them.
    dts: false,
    clean: true
  },
  {
    // What is published: all in one, so that `npm create` downloads one small package and nothing else.
    entry: { main: 'src/main.ts' },
    outDir: COMMAND,
    format: 'esm',
    target: 'node20',
    // All but what only readers of tarballs, of published files and of registries ask for: nothing here does.
    noExternal: [
      /^(?!(?:@npmcli\/config|make-fetch-happen|npm-(?:packlist|pick-manifest|registry-fetch)|tar)(?:\/|$))/
    ],
    external: [/^@npmcli\/config/, 'make-fetch-happen', /^npm-/, 'tar'],
    // Bundled CommonJS asks for Node's own modules by require.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"
    },
    minify: true,
    dts: false,
    metafile: true,
    clean: true,
    onSuccess: async () => {
      const notices = noticesOf(thirdPartiesIn(JSON.parse(readFileSync(METAFILE, 'utf8')), '.'))
      writeFileSync(`${COMMAND}/THIRD-PARTY-LICENSES.txt`, notices)
      rmSync(METAFILE)
    }
  }
])
