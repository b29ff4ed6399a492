/**
 * Files that are kept in the folder of a run.
 */
import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { statusAt, visible } from '@keys/pack'
import { digest, runNamed } from '@keys/runner'
import { EXIT, UsageError, type ExitCode, type Terminal } from '../command.js'
import type { RunOptions } from '../operate/run-flags.js'
import { portsOf } from '../operate/interactive-session.js'
import { inSession } from './handover-command.js'

/**
 * Runs `keys attach`.
 * @param typed The run.
 * @param file The file.
 * @param options The options of the command.
 * @param terminal Where to write.
 * @throws {UsageError} When there is no such run or file, or somebody has the run open.
 */
export async function attachCommand(
  typed: string,
  file: string,
  options: RunOptions & { text?: string | undefined },
  terminal: Terminal
): Promise<ExitCode> {
  const ports = portsOf(options, terminal)
  const run = await runNamed(typed, ports.storage)
  const path = resolve(terminal.folder, file)
  if (statusAt(path)?.isFile() !== true) throw new UsageError(`There is no file ${file}.`, 'Name a regular file.')
  const content = new Uint8Array(readFileSync(path))
  const [name, hash] = [basename(path), digest(content)]
  const text = options.text ?? name
  await inSession(run, ports, options, terminal, async (session) => {
    await ports.storage.keepFile(run, { name, digest: hash, content })
    await session.perform({ type: 'attach', name, bytes: content.length, digest: hash, text })
    return session.situation === null ? 'ended' : 'stopped'
  })
  terminal.stdout(`Attached: ${visible(name)}\nSHA-256: ${hash}\n`)
  return EXIT.ok
}
