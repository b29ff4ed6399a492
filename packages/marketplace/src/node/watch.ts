/**
 * Watches folders while pages are worked on.
 */
import { spawn } from 'node:child_process'
import { readdirSync, watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'

/** Changes come in bursts: one save is several. */
const QUIET = 250

/**
 * Does something whenever a folder changes; never twice at the same time. Each folder is watched by itself, because a
 * recursive watch of Node follows files on Linux, and loses one that an editor saves by putting another in its place.
 * @param folder The folder, with all below it.
 * @param counts Whether a change of a path in it counts.
 * @param act What is done. What goes wrong in it is said, and the next change is waited for.
 * @returns Ends it.
 */
export function watchFolder(folder: string, counts: (path: string) => boolean, act: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const watchers = new Map<string, FSWatcher>()
  const later = (path: string): void => {
    if (!counts(path)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(act).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      })
    }, QUIET)
  }
  const follow = (): void => {
    const there = new Set(['', ...foldersIn(folder, '')])
    for (const [inside, watcher] of watchers) {
      if (there.has(inside)) continue
      // One that comes again under the same name is another one.
      watcher.close()
      watchers.delete(inside)
    }
    for (const inside of there) if (!watchers.has(inside)) watchers.set(inside, watcherOf(inside))
  }
  const watcherOf = (inside: string): FSWatcher =>
    watch(join(folder, inside), (event, name) => {
      if (event === 'rename') follow()
      if (name !== null) later(inside === '' ? name : `${inside}/${name}`)
    }).on('error', follow)
  follow()
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}

/** The folders below one, but for what is installed or kept by tools. */
function foldersIn(root: string, inside: string): string[] {
  return entriesOf(join(root, inside)).flatMap((name) => {
    const path = inside === '' ? name : `${inside}/${name}`
    return [path, ...foldersIn(root, path)]
  })
}

/** Names of the folders in a folder; none where it has just gone. */
function entriesOf(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      .map(({ name }) => name)
  } catch {
    return []
  }
}

/** Whether a file of a pack is written by somebody, not generated or installed. */
export function isWritten(path: string): boolean {
  return !/(?:^|\/)node_modules\/|(?:^|\/)(?:runbook\.json|index\.js|index\.d\.ts)$|\.tmp$|~$/.test(path)
}

/**
 * Runs a command line to its end, with its words on this terminal.
 * @param line A command and its arguments, with blanks between.
 */
export function runLine(line: string): Promise<void> {
  const [command = '', ...args] = line.split(' ')
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit' })
    child.on('error', (error) => {
      process.stderr.write(`${line} cannot be started: ${error.message}\n`)
      resolve()
    })
    // One that fails has said why, and leaves the index as it was.
    child.on('close', () => resolve())
  })
}
