/**
 * Files that are kept in the folder of a run.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { digest, readJournal } from '@keys/runner'
import { EXIT, UsageError, type CommandInput, type ExitCode, type Terminal } from '../command.js'
import { portsOf } from '../operate/interactive-session.js'
import { runNamed, runsFolder } from '../operate/runs-folder.js'
import { inSession } from './handover-command.js'

const FOLDER = 'attachments'

/** The name under which a file is kept: its hash comes first, so that two files of one name do not meet. */
function keptName(name: string, hash: string): string {
  return `${hash.slice(0, 16)}-${name.replaceAll(/[^\w.-]/g, '_').slice(-80)}`
}

/**
 * Keeps a copy of a file; one that is there already is the same.
 * @param run Path of the folder of the run.
 * @param name The name of the file.
 * @param hash Its SHA-256.
 * @param content What it holds.
 */
export function keepAttachment(run: string, name: string, hash: string, content: Uint8Array): void {
  const folder = join(run, FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, keptName(name, hash))
  if (!existsSync(file)) writeFileSync(file, content, { mode: 0o600, flag: 'wx', flush: true })
}

/**
 * What is wrong with the attachments of a run.
 * @param run Path of the folder of the run.
 * @param journal Its journal.
 * @returns Sentences; none when all are there and unchanged.
 */
export function attachmentFaults(run: string, journal: Uint8Array): string[] {
  const folder = join(run, FOLDER)
  const kept = existsSync(folder) ? readdirSync(folder) : []
  return readJournal(journal).events.flatMap((event) => {
    if (event.type !== 'attached') return []
    const file = kept.find((name) => name.startsWith(event.digest.slice(0, 16)))
    if (file === undefined) return [`The attachment ${event.name} is not there.`]
    const hash = digest(new Uint8Array(readFileSync(join(folder, file))))
    return hash === event.digest ? [] : [`The attachment ${event.name} was changed.`]
  })
}

/**
 * Runs `keys attach`.
 * @param input Its arguments and options.
 * @param terminal Where to write.
 * @throws {UsageError} When there is no such run or file, or somebody has the run open.
 */
export async function attachCommand(
  { arguments: [typed = '', file = ''], options }: CommandInput,
  terminal: Terminal
): Promise<ExitCode> {
  const ports = portsOf(options, terminal)
  const run = await runNamed(typed, ports.storage)
  const path = resolve(terminal.folder, file)
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new UsageError(`There is no file ${file}.`, 'Name a regular file.')
  const content = new Uint8Array(readFileSync(path))
  const [name, hash] = [basename(path), digest(content)]
  const text = typeof options['text'] === 'string' ? options['text'] : name
  await inSession(run, ports, options, terminal, async (session) => {
    keepAttachment(join(runsFolder(options, terminal), run), name, hash, content)
    await session.perform({ type: 'attach', name, bytes: content.length, digest: hash, text })
    return session.situation === null ? 'ended' : 'stopped'
  })
  terminal.stdout(`Attached: ${name}\nSHA-256: ${hash}\n`)
  return EXIT.ok
}
