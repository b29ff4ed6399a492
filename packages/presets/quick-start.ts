/**
 * What makes a bundled command start fast.
 */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Options } from 'tsup'
import type { Plugin } from './own-sources.js'

/** What others ask of Node as soon as they are read, which we never use and for which Node loads much. */
const NEEDLESS: readonly [module: RegExp, asked: string, instead: string][] = [
  // Commands that are programs of their own: none is.
  [
    /[\\/]commander[\\/]lib[\\/]command\.js$/,
    "const childProcess = require('node:child_process');",
    'const childProcess = {};'
  ],
  // Whether output is a terminal: whoever colors says it.
  [/[\\/]picocolors[\\/]picocolors\.js$/, '(p.stdout || {}).isTTY', 'false']
]

/** Leaves out what others ask of Node and we never use. */
export const withoutNeedless: Plugin = {
  name: 'without-needless',
  setup(bundle) {
    for (const [filter, asked, instead] of NEEDLESS) {
      bundle.onLoad({ filter }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        if (!text.includes(asked)) throw new Error(`${path} no longer holds ${asked}: see what it asks for now.`)
        return { contents: text.replace(asked, instead), loader: 'js' }
      })
    }
  }
}

/**
 * Modules of Node are asked for by require: what imports them has Node look at all that they offer, and with that load most of
 * its streams, which takes longer than many a command.
 */
export const builtinsByRequire: Plugin = {
  name: 'builtins-by-require',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'builtin', sideEffects: false } : { path, external: true }
    )
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require('${path}')`,
      loader: 'js'
    }))
  }
}

/** How a bundler imports CommonJS: all that a module offers is copied, as functions that ask for it, for each file that imports it. */
const COPIED = /\b(import_\w+) = __toESM\((require_\w+\(\)), 1\)/g

/**
 * Has the files of a bundle ask modules for what they offer without a copy: 40 copies of `node:fs` and `node:path` took a short
 * command as long as half of its own work.
 * @param text A file of the bundle.
 */
export function withoutCopies(text: string): string {
  // All of a module is its default export in the copy alone.
  return text.replaceAll(COPIED, (line, name: string, module: string) =>
    text.includes(`${name}.default`) ? line : `${name} = ${module}`
  )
}

/** Stands before each file of a bundle: CommonJS that is bundled asks for Node's own modules by `require`. */
export const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"
/** The same as a bundler writes it. */
const REQUIRE_LINE = /^import \{ createRequire as __createRequire \} from .*$/m

/**
 * Names a build by what it is made of.
 * @param folders Folders of packages, as patterns.
 * @returns The digest of their sources, and of the versions of what they depend on.
 */
export function buildOf(...folders: string[]): string {
  const sources = globSync(folders.map((folder) => `${folder}/src/**/*.ts`))
  const files = [...new Set(sources)].toSorted().concat('../../pnpm-lock.yaml')
  const digest = createHash('sha256')
  for (const file of files) digest.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return digest.digest('hex').slice(0, 32)
}

/** What is read of the list that esbuild makes of a bundle. */
interface Metafile {
  outputs: Record<string, { entryPoint?: string }>
}

/**
 * How to make one file, `quick.cjs`, of `main.js` and of what the quickest commands import while they run: for each file that
 * it reads, Node needs as long as for much of its code. CommonJS, because Node starts it faster. What others import while they
 * run stays where it is. What of it they import, too, is there twice: errors are told by their names.
 * @param metafile What esbuild says of the first bundle.
 * @param quick The sources that the quickest commands import while they run.
 */
export function quickStart({ outputs }: Metafile, quick: readonly string[]): Options {
  const files = Object.entries(outputs)
    .filter(([, { entryPoint }]) => quick.includes(entryPoint ?? ''))
    .map(([path]) => basename(path))
  if (files.length < quick.length) throw new Error(`Of ${quick.join(', ')} only ${files.join(', ')} were found.`)
  const others: Plugin = {
    name: 'others',
    setup(bundle) {
      bundle.onResolve({ filter: /^\.\// }, ({ path, kind, resolveDir }) =>
        kind === 'dynamic-import' && !files.includes(basename(path))
          ? { path, external: true }
          : { path: join(resolveDir, path), sideEffects: false }
      )
      bundle.onLoad({ filter: /[\\/]dist[\\/][^\\/]+\.js$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        if (!REQUIRE_LINE.test(text)) throw new Error(`${path} does not begin as all files of a bundle do.`)
        // CommonJS has a `require` of its own.
        return { contents: text.replace(REQUIRE_LINE, ''), loader: 'js' }
      })
    }
  }
  return {
    config: false,
    entry: { quick: 'dist/main.js' },
    format: 'cjs',
    target: 'node20',
    splitting: false,
    clean: false,
    silent: true,
    removeNodeProtocol: false,
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    esbuildPlugins: [others],
    esbuildOptions: (options) => {
      // What is asked of `import.meta` beside these would be undefined.
      options.logOverride = { 'empty-import-meta': 'error' }
    }
  }
}
