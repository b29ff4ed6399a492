/**
 * What browsers get beside pages: built once, with this package, and named by its contents.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Assets } from '../site/types.js'

/** Where the bundles lie: beside this module, or in `dist` where it runs from its source. */
const FOLDERS = ['browser', '../../dist/browser'].map((folder) => join(import.meta.dirname, folder))

export interface AssetFiles {
  names: Assets
  /** Contents by path in the site. */
  files: ReadonlyMap<string, Buffer>
  /** Changes when anything does that pages are made with. */
  version: string
}

/**
 * Reads the bundles.
 * @throws When this package has not been built.
 */
export function readAssets(): AssetFiles {
  const folder = FOLDERS.find((path) => namesIn(path).some((name) => /^style-\w+\.css$/.test(name)))
  if (folder === undefined) {
    throw new Error('The browser bundles of @keys/marketplace are missing. Build the package: pnpm turbo run build')
  }
  const files = new Map<string, Buffer>()
  for (const name of namesIn(folder)) {
    if (name.endsWith('.map')) continue
    files.set(name === 'sw.js' ? name : `assets/${name}`, readFileSync(join(folder, name)))
  }
  const named = (name: string, ending: string): string => {
    const path = [...files.keys()].find((path) => new RegExp(`^assets/${name}-\\w+\\.${ending}$`).test(path))
    if (path === undefined) throw new Error(`The browser bundle ${name}.${ending} of @keys/marketplace is missing.`)
    return path
  }
  const names: Assets = {
    style: named('style', 'css'),
    theme: named('theme', 'js'),
    site: named('site', 'js'),
    home: named('home', 'js'),
    runbook: named('runbook', 'js'),
    searchWorker: named('search-worker', 'js')
  }
  return { names, files, version: versionOf(files) }
}

/** Of the bundles, and of the code that renders. */
function versionOf(files: ReadonlyMap<string, Buffer>): string {
  const hash = createHash('sha256').update([...files.keys()].join(' '))
  for (const content of files.values()) hash.update(content)
  const code = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|tsx?)$/.test(name))
    .toSorted()
  for (const name of code) hash.update(readFileSync(join(import.meta.dirname, name)))
  return hash.digest('hex')
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}
