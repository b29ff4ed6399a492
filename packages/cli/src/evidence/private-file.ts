import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { UsageError } from '../command.js'

/**
 * Writes a file that only its owner reads, whatever was there before; all of it or nothing.
 * @param file Absolute path of the file.
 * @param text What it holds.
 * @throws {UsageError} When its folder is not there.
 */
export function writePrivateFile(file: string, text: string): void {
  if (!existsSync(dirname(file))) throw new UsageError(`There is no folder ${dirname(file)}.`, 'Make it first.')
  const part = `${file}.${randomBytes(4).toString('hex')}.part`
  try {
    writeFileSync(part, text, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(part, file)
  } finally {
    rmSync(part, { force: true })
  }
}
