/**
 * Folders for tests, and what they hold.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The root of the repository. */
export const REPOSITORY = join(import.meta.dirname, '../../..')

/** The slugs of the packs of the repository, sorted. */
export const SLUGS: readonly string[] = readdirSync(join(REPOSITORY, 'runbook-keys'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'catalogs')
  .map(({ name }) => name)
  .toSorted()

/** What `keys build` and `keys index` write into a pack. */
const GENERATED: ReadonlySet<string> = new Set([
  'runbook.json',
  'index.js',
  'index.d.ts',
  'index.cjs',
  'index.d.cts',
  'skills'
])

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keys-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/**
 * Writes files into a folder.
 * @param folder Path of the folder.
 * @param files Texts by path; their folders are made.
 * @returns The folder.
 */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** A copy of the workspace with its packs and catalogs, without what is generated. */
export function workspaceCopy(): string {
  const root = temporaryFolder()
  copyWorkspace(root)
  return root
}

/** Copies the packs and catalogs, without what is generated, into a folder. */
export function copyWorkspace(root: string): void {
  cpSync(join(REPOSITORY, 'runbook-keys'), join(root, 'runbook-keys'), {
    recursive: true,
    filter: (path) => !GENERATED.has(path.slice(path.lastIndexOf('/') + 1)) && !path.includes('node_modules')
  })
}

/** Changes a file of a folder, which must change. */
export function edit(root: string, path: string, change: (text: string) => string): void {
  const file = join(root, path)
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`The change does nothing to ${path}`)
  writeFileSync(file, after)
}

/** Fills in the places that `keys new` marked, with the words that ask for them, so that the pack can be published. */
export function fillPlaces(pack: string): void {
  for (const name of readdirSync(pack)) {
    if (!/\.(?:md|json|txt)$/.test(name)) continue
    const path = join(pack, name)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('TODO: ', ''))
  }
}

/** All files below a folder with their bytes in base64, by path. */
export function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'base64')]))
}

/** The oldest release of Node that is promised, beside the one that runs the tests. */
export const NODE_20 = join(dirname(createRequire(import.meta.url).resolve('node20/package.json')), 'bin/node')
