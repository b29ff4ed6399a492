/**
 * What makes a bundled command start fast.
 */
// Our own packages are bundled from their sources. A built package is one file, and a bundler that splits code keeps a file
// together: whoever needs one function of it would read all of it.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/** Relative to the package that is built, in which its build runs. */
const PACKAGES = '..'
/** A package of this repository, and what is asked of it. */
const OWN = /^@keys\/([a-z-]+)(\/.+)?$/

/** Finds the source of an entry by the place of its types, which lie in `dist` as the sources do in `src`. */
export const ownSources: Plugin = {
  name: 'own-sources',
  setup(build) {
    build.onResolve({ filter: OWN }, ({ path }) => {
      const [, name = '', entry = ''] = OWN.exec(path) ?? []
      const folder = resolve(PACKAGES, name)
      const { exports } = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as {
        exports: Record<string, string | { types: string }>
      }
      const found = exports[`.${entry}`]
      if (typeof found !== 'object') return undefined
      const source = resolve(folder, found.types.replace(/^\.\/dist\//, 'src/').replace(/\.d\.ts$/, '.ts'))
      return existsSync(source) ? { path: source, sideEffects: false } : undefined
    })
  }
}

/** commander asks for `child_process` to start commands that are programs of their own. None is, and Node loads much for it. */
export const withoutChildProcesses: Plugin = {
  name: 'without-child-processes',
  setup(build) {
    build.onLoad({ filter: /[\\/]commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const asked = /^(const|import) (\w+) (?:= require\(|from )'node:child_process'\)?;$/m
      if (!asked.test(text)) throw new Error('commander asks for child_process otherwise than it did: see what is new.')
      return { contents: text.replace(asked, 'const $2 = {};'), loader: 'js' }
    })
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
