import { readFileSync } from 'node:fs'
import { MAX_BYTES, type ToTree } from '@keys/parser'
import { decodeUtf8 } from '../documents/decode.js'
import { folderFiles } from '../files/folder.js'
import { memoryFiles } from '../files/memory.js'
import type { PackFiles } from '../files/port.js'
import { statusAt } from '../files/status.js'
import { UsageError } from '../usage-error.js'
import type { PackLocation } from '../workspace/discover.js'
import { plainPackFiles } from './plain-pack.js'

/**
 * The files of a pack, wherever it lies: those of its folder, or those that stand for a Markdown file.
 * @param location Where it lies.
 * @param toTree The Markdown engine, for a Markdown file.
 * @throws {UsageError} For a Markdown file that cannot be read as text.
 */
export function filesOf({ dir, file }: PackLocation, toTree?: ToTree): PackFiles {
  return file === undefined ? folderFiles(dir) : memoryFiles(plainPackFiles(textOf(file), file, toTree))
}

function textOf(file: string): string {
  const stat = statusAt(file)
  if (!stat?.isFile()) throw new UsageError(`${file} is not a regular file.`, 'Name a Markdown file.')
  if (stat.size > MAX_BYTES) {
    throw new UsageError(`${file} is larger than ${MAX_BYTES / 1024} kB.`, 'Cut it into several runbooks.')
  }
  const text = decodeUtf8(readFileSync(file))
  if (typeof text === 'string') return text
  throw new UsageError(`${file} is not text in UTF-8.`, 'Save it as UTF-8, then try again.')
}
