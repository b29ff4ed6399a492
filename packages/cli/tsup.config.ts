import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { build, defineConfig } from 'tsup'
import { GUIDE } from '../create-runbook/src/guide-pages.js'
import { ownSources, type Plugin } from '../presets/own-sources.js'
import {
  buildOf,
  builtinsByRequire,
  quickStart,
  REQUIRE,
  withoutCopies,
  withoutNeedless
} from '../presets/quick-start.js'
import { noticesOf, thirdPartiesIn } from '../presets/third-party.js'

/** What esbuild says of the bundle. */
const METAFILE = 'dist/metafile-esm.json'
/** Where the words of the licenses lie. */
const NOTICES = 'dist/THIRD-PARTY-LICENSES.txt'

/** What the quickest commands are made of: it goes into the file with which every command starts. */
const QUICK = [
  'src/run.ts',
  'src/kept.ts',
  'src/listing.ts',
  'src/named-pack.ts',
  'src/overview-text.ts',
  'src/formats.ts',
  '../workspace/src/validate-kept.ts',
  '../workspace/src/result.ts',
  '../pack/src/invocation.ts',
  'src/find-input.ts',
  '../indexer/src/find/find-packs.ts',
  'src/find-results.ts'
]

/** What `#libpg-query` is in Node, see package.json of @keys/command-analysis. */
const parserOfSql: Plugin = {
  name: 'parser-of-sql',
  setup: (build) => build.onResolve({ filter: /^#libpg-query$/ }, () => ({ path: 'libpg-query', external: true }))
}

export default defineConfig({
  // The second is started as a process of its own, for each pack that is drilled, and reads the third there; the others are
  // threads, where packs are many.
  entry: {
    main: 'src/main.ts',
    'drill-worker': '../drill/dist/drill-worker.js',
    'drill-classifier': '../command-analysis/src/analyzer.ts',
    'judge-thread': '../workspace/src/judge-thread.ts',
    'build-thread': '../indexer/src/build-thread.ts'
  },
  format: 'esm',
  target: 'node20',
  // One file for each command and what commands share: a command reads no more than it needs, in one go.
  splitting: true,
  // All but these. (What is not external wins over what is.) Of libpg-query the WebAssembly lies beside its code, of satteri the
  // binary of the platform, and npm's own libraries, which few commands need, would weigh a third as much as all the rest.
  noExternal: [
    /^(?!(?:@npmcli\/config|libpg-query|make-fetch-happen|npm-(?:packlist|pick-manifest|registry-fetch)|satteri)(?:\/|$))/
  ],
  external: [/^@npmcli\/config/, 'libpg-query', 'make-fetch-happen', /^npm-/, 'satteri'],
  // File by file, so that a command reads of our own packages only the files that it needs.
  esbuildPlugins: [ownSources, parserOfSql, withoutNeedless, builtinsByRequire],
  removeNodeProtocol: false,
  // What is kept between calls is of this build alone.
  define: { KEYS_BUILD: JSON.stringify(buildOf('../*')) },
  banner: { js: REQUIRE },
  dts: false,
  metafile: true,
  clean: true,
  onSuccess: async () => {
    // `keys explain` shows the pages of the rules.
    rmSync('docs', { recursive: true, force: true })
    cpSync('../validator/docs', 'docs', { recursive: true })
    // `keys docs` shows these.
    mkdirSync('docs/guide')
    for (const { file } of Object.values(GUIDE)) cpSync(`../../${file}`, `docs/guide/${basename(file)}`)
    // `keys new` starts from these.
    rmSync('skeletons', { recursive: true, force: true })
    cpSync('../create-runbook/skeletons', 'skeletons', { recursive: true })
    writeFileSync(NOTICES, noticesOf(thirdPartiesIn(JSON.parse(readFileSync(METAFILE, 'utf8')), '.')))
    for (const file of globSync('dist/*.js')) writeFileSync(file, withoutCopies(readFileSync(file, 'utf8')))
    await build(quickStart(JSON.parse(readFileSync(METAFILE, 'utf8')), QUICK))
    rmSync(METAFILE)
    // Shown without reading any command, to whoever calls keys by its name.
    const help = "require('./dist/quick.cjs').main(['--help'])"
    writeFileSync('dist/help.txt', execFileSync(process.execPath, ['-e', help], { env: {} }))
  }
})
