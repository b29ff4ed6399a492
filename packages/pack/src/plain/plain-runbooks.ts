/**
 * Markdown files that lie in no pack, found on the disk.
 */
import { readdirSync, type Dirent } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { NOT_UTF8 } from '../files/port.js'
import { statusAt } from '../files/status.js'
import { UsageError } from '../usage-error.js'
import { findWorkspace, isPack, packsIn, type PackLocation } from '../workspace/discover.js'
import { plainSlug } from './plain-slug.js'

const MARKDOWN = /\.(?:md|markdown)$/i
/** What is no runbook by its name. */
const NO_RUNBOOK =
  /^(?:changelog|license|contributing|code_of_conduct|security|authors|_sidebar|_footer|summary)\.(?:md|markdown)$/i
/** How many files and levels of a folder are looked at: a wiki, and not a whole disk. */
const MOST_FILES = 5000
const MOST_LEVELS = 8

/** A Markdown file as a location of a pack. It has no package: nothing is called by a name under which others may publish. */
function locationOf(file: string): PackLocation {
  const slug = plainSlug(file)
  return { dir: dirname(file), slug, package: basename(file), origin: 'workspace', file }
}

/** Whether a folder is a workspace or a folder of packs: then its README.md is about them. */
function holdsPacks(dir: string): boolean {
  return findWorkspace(dir) === dir || packsIn(dir).length > 0
}

/**
 * The Markdown file that a path means: itself, or the README.md of a folder that is not a pack.
 * @param path As typed, relative to `folder`.
 * @param folder Path of the folder in which the command runs.
 * @returns Null for a path at which there is none, or that of a pack.
 * @throws {UsageError} For a folder of several Markdown files and no README.md.
 */
export function plainRunbookAt(path: string, folder: string): PackLocation | null {
  const target = resolve(folder, path)
  const stat = statusAt(target)
  if (!stat) return null
  if (stat.isFile()) {
    if (!MARKDOWN.test(target)) return null
    const isOfPack = isPack(dirname(target)) && /^(?:README|checklist|CHANGELOG|SETUP)\.md$/.test(basename(target))
    return isOfPack ? null : locationOf(target)
  }
  if (!stat.isDirectory() || isPack(target) || holdsPacks(target)) return null
  const readme = readdirSync(target).find((name) => /^readme\.md$/i.test(name))
  if (readme !== undefined) return locationOf(join(target, readme))
  const files = plainRunbooksIn(target)
  if (files.length === 0) return null
  if (files.length === 1) return files[0]!
  const names = files.slice(0, 5).map(({ file = '' }) => relative(folder, file))
  throw new UsageError(
    `There are ${files.length} Markdown files in ${path === '.' ? 'this folder' : path}, such as ${names.join(', ')}.`,
    'Name one of them, or search them: keys find WORDS'
  )
}

/**
 * The Markdown files that a path means: one, or all of a folder in which no pack lies.
 * @param path As typed, relative to `folder`.
 * @param folder Path of the folder in which the command runs.
 * @returns None for a pack, a folder of packs, and a path at which there is nothing.
 */
function plainRunbooksAt(path: string, folder: string): PackLocation[] {
  const target = resolve(folder, path)
  const stat = statusAt(target)
  if (stat?.isDirectory() === true) {
    return isPack(target) || holdsPacks(target) ? [] : plainRunbooksIn(target)
  }
  const found = plainRunbookAt(path, folder)
  return found ? [found] : []
}

/**
 * Takes the Markdown files that lie in no pack out of some paths.
 * @param paths As typed, relative to `folder`.
 * @param folder Path of the folder in which the command runs.
 * @returns The files, and the other paths as they were typed.
 */
export function splitPlain(
  paths: readonly string[],
  folder: string
): { plain: readonly PackLocation[]; others: readonly string[] } {
  const found = paths.map((path) => ({ path, plain: plainRunbooksAt(path, folder) }))
  return {
    plain: found.flatMap(({ plain }) => plain),
    others: found.filter(({ plain }) => plain.length === 0).map(({ path }) => path)
  }
}

/**
 * All Markdown files below a folder that is not a pack, sorted by path: a checkout of a wiki. Folders that cannot be read, and names
 * that no text can say, are left out: they hide none of the others.
 * @param folder Path of the folder.
 */
export function plainRunbooksIn(folder: string): PackLocation[] {
  const found: string[] = []
  const visit = (dir: string, level: number): void => {
    if (level > MOST_LEVELS || found.length >= MOST_FILES) return
    for (const entry of entriesIn(dir, level > 0)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules' || entry.name.includes(NOT_UTF8)) continue
      const path = join(dir, entry.name)
      if (entry.isDirectory()) {
        if (!isPack(path)) visit(path, level + 1)
      } else if (entry.isFile() && MARKDOWN.test(entry.name) && !NO_RUNBOOK.test(entry.name)) found.push(path)
    }
  }
  visit(resolve(folder), 0)
  return found.slice(0, MOST_FILES).map(locationOf)
}

/** What lies in a folder, by name; nothing where it may not be read and lies below the one that was asked for. */
function entriesIn(dir: string, isBelow: boolean): Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if (isBelow) return []
    throw error
  }
}
