/**
 * Reads what is to be imported: a file, a folder, or a zip file of them. The one module that reads the disk.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { NOT_UTF8, decodeUtf8, UsageError } from '@keys/pack'
import { converted, profileOf, type Profile } from '../profiles/profiles.js'
import { unzip, ZipError } from './unzip.js'

/** A text to import. */
export interface ImportedFile {
  /** Its name, without what an export added. */
  file: string
  /** Its Markdown. */
  text: string
  /** As it was, for whoever wants to compare. */
  original: { path: string; text: string }
  profile: Profile
}

const READABLE = /\.(?:md|markdown|xhtml|xml|html?|json|ya?ml)$/i
const LARGEST = 5 * 1024 * 1024
const MOST_FILES = 2000

/**
 * Reads the texts at a path.
 * @param path Absolute path of a file, a folder, or a zip file.
 * @param profile Where they come from; told from each when absent.
 * @throws {UsageError} When there is nothing that can be imported, or it cannot be read.
 */
export function readImport(path: string, profile?: Profile): ImportedFile[] {
  const files = rawFiles(path)
  const found = files.flatMap(({ name, bytes }): ImportedFile[] => {
    const text = decodeUtf8(bytes)
    if (typeof text !== 'string')
      throw new UsageError(`${name} is not text in UTF-8.`, 'Save it as UTF-8, then try again.')
    const own = profile ?? profileOf(name, text)
    if (files.length > 1 && own === 'markdown' && !/\.(?:md|markdown)$/i.test(name)) return []
    try {
      const { file, text: markdown } = converted(own, basename(name), text)
      return [{ file, text: markdown, original: { path: name, text }, profile: own }]
    } catch (error) {
      throw new UsageError(
        `${name} cannot be read as ${own}: ${error instanceof Error ? error.message : String(error)}`,
        'Say what it is: --from'
      )
    }
  })
  if (found.length > 0) return found
  throw new UsageError(
    `There is nothing to import at ${path}.`,
    'Name a Markdown file, a folder of them, or an export.'
  )
}

function rawFiles(path: string): { name: string; bytes: Uint8Array }[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw new UsageError(`There is nothing at ${path}.`, 'Name a file, a folder or a zip file.')
  if (stat.isDirectory())
    return filesIn(path).map((file) => ({ name: relative(path, file), bytes: readFileSync(file) }))
  if (!stat.isFile() || stat.size > 10 * LARGEST)
    throw new UsageError(`${path} is not a regular file, or too large.`, 'Name a file, a folder or a zip file.')
  const bytes = readFileSync(path)
  if (!/\.zip$/i.test(path)) {
    if (bytes.length > LARGEST) throw new UsageError(`${path} is too large.`, 'Cut it into several files.')
    return [{ name: basename(path), bytes }]
  }
  try {
    return unzip(bytes, (name) => READABLE.test(name)).map(({ path: name, bytes: content }) => ({
      name,
      bytes: content
    }))
  } catch (error) {
    if (!(error instanceof ZipError)) throw error
    throw new UsageError(
      `${path} is not unpacked: ${error.message}`,
      'Unpack it yourself when you trust it, and name the folder.'
    )
  }
}

function filesIn(folder: string): string[] {
  const found: string[] = []
  const visit = (dir: string, level: number): void => {
    for (const entry of readdirSync(dir, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules' || entry.name.includes(NOT_UTF8)) continue
      if (found.length >= MOST_FILES) return
      const path = join(dir, entry.name)
      if (entry.isDirectory() && level < 8) visit(path, level + 1)
      else if (entry.isFile() && READABLE.test(entry.name) && statSync(path).size <= LARGEST) found.push(path)
    }
  }
  visit(folder, 0)
  return found
}
