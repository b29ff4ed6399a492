/**
 * The pages for authors, which lie inside the published command.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nearest, UsageError } from '@keys/pack'
import { GUIDE } from './guide-pages.js'

/** Below what is published, and in the repository, seen from `dist/lib` and from `src`. */
const PLACES: readonly ((file: string) => string)[] = [
  (file) => `../docs/guide/${basename(file)}`,
  (file) => `../../../../${file}`,
  (file) => `../../../${file}`
]

/** The names of the pages, each with what it is about. */
export function guidePages(): readonly (readonly [name: string, about: string])[] {
  return Object.entries(GUIDE).map(([name, { about }]) => [name, about])
}

/**
 * A page for authors.
 * @param name Its name, such as `structure`.
 * @returns Markdown.
 * @throws {UsageError} When there is no such page.
 */
export function guidePage(name: string): string {
  const page = Object.hasOwn(GUIDE, name) ? GUIDE[name] : undefined
  if (page === undefined) throw noPage(name)
  const paths = PLACES.map((place) => fileURLToPath(new URL(place(page.file), import.meta.url)))
  const path = paths.find((candidate) => existsSync(candidate))
  if (path === undefined) throw noPage(name)
  return readFileSync(path, 'utf8')
}

function noPage(name: string): UsageError {
  const names = Object.keys(GUIDE)
  const suggestion = nearest(name, names)
  return new UsageError(
    `There is no page ${JSON.stringify(name)}.`,
    suggestion === null ? `Pages are ${names.join(', ')}.` : `Did you mean ${suggestion}?`
  )
}
