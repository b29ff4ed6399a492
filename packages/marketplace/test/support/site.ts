/** The index of this repository, as `pnpm index` made it, and sites built from it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { AssetsIndex } from '@keys/schema'

export const REPOSITORY = join(import.meta.dirname, '../../../..')
export const INDEX = join(REPOSITORY, 'dist/assets-index.json')

/** The index of all runbooks. */
export function ownIndex(): AssetsIndex {
  if (!existsSync(INDEX)) throw new Error(`${INDEX} is missing. Run: pnpm index`)
  return JSON.parse(readFileSync(INDEX, 'utf8')) as AssetsIndex
}

/** A folder that is removed when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keys-marketplace-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** All files below a folder, by path. */
export function filesIn(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  const files = paths.filter((path) => statSync(join(folder, path)).isFile())
  return new Map(files.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]))
}
