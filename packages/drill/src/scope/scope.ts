// Everything that a drill starts is ended here: in reverse order, once, also when some of it fails to end.
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from './temporary.js'
import { folderPrefix, startWatchdog, type Watchdog } from './watchdog.js'

/** How one thing is ended. It may be slow and it may fail; the others are ended all the same. */
export type Cleanup = () => unknown

/** The life of one drill: whatever is started with it is ended when it is closed. */
export type Scope = {
  /** Aborted when closing begins; pass it on to whatever waits. */
  readonly signal: AbortSignal
  /**
   * Registers how something is ended. When the scope is closed already, it is ended at once.
   *
   * @param cleanup Ends it. Called once, by process id where it is a process.
   */
  defer(cleanup: Cleanup): void
  /**
   * A temporary folder of its own, removed with everything in it when the scope is closed. Others may pass through it
   * but not list it, so that a server under another user can have a folder inside.
   *
   * @param name Last part of the path, for people who read a listing.
   * @returns Its absolute path.
   */
  folder(name?: string): Promise<string>
  /**
   * Writes a file that only its owner may read.
   *
   * @param name File name.
   * @param text Its contents.
   * @returns Its absolute path, in a folder of its own.
   */
  file(name: string, text: string): Promise<string>
  /**
   * A scope inside this one, for a scenario: closed by itself, or with this one.
   *
   * @returns The inner scope. It shares the temporary folder and the watchdog.
   */
  child(): Scope
  /** The process that ends what is left when this process is killed without a chance to end it. */
  watchdog(): Promise<Watchdog>
  /**
   * Ends everything, newest first. Calling it again waits for the same end.
   *
   * @throws AggregateError with the reasons when some of it could not be ended; everything was tried.
   */
  close(): Promise<void>
}

/**
 * Opens a scope. Whoever opens it closes it, also on SIGINT and SIGTERM.
 *
 * @returns The scope.
 */
export function createScope(): Scope {
  let root: Promise<Root> | undefined
  return makeScope(
    () => (root ??= openRoot()),
    async () => (await root)?.end()
  )
}

type Root = { path: string; watchdog: Watchdog; end(): Promise<void> }

async function openRoot(): Promise<Root> {
  const path = await mkdtemp(join(temporaryFolder(), `${folderPrefix}${process.pid}-`))
  // mkdtemp makes it 0700; a server under another user must be able to pass through.
  await chmod(path, 0o711)
  const watchdog = startWatchdog(path)
  return {
    path,
    watchdog,
    async end() {
      await removeFolder(path)
      await watchdog.end()
    }
  }
}

const removeFolder = (path: string) => rm(path, { recursive: true, force: true, maxRetries: 3 })

function makeScope(root: () => Promise<Root>, last: Cleanup = () => {}): Scope {
  const cleanups: Cleanup[] = [last]
  const controller = new AbortController()
  let closing: Promise<void> | undefined

  async function folder(name = 'folder') {
    controller.signal.throwIfAborted()
    const path = join((await root()).path, `${++folders}-${name}`)
    await mkdir(path, { mode: 0o711 })
    scope.defer(() => removeFolder(path))
    return path
  }

  const scope: Scope = {
    signal: controller.signal,
    defer(cleanup) {
      if (closing) void closing.finally(cleanup)
      else cleanups.push(cleanup)
    },
    folder,
    async file(name, text) {
      const path = join(await folder(name), name)
      await writeFile(path, text, { mode: 0o600 })
      return path
    },
    child() {
      const inner = makeScope(root)
      let isClosed = false
      // Whoever has closed it has heard what could not be ended.
      scope.defer(() => (isClosed ? inner.close().catch(() => undefined) : inner.close()))
      return {
        ...inner,
        close() {
          isClosed = true
          return inner.close()
        }
      }
    },
    async watchdog() {
      controller.signal.throwIfAborted()
      return (await root()).watchdog
    },
    close() {
      controller.abort(new Error('The drill ends.'))
      return (closing ??= runAll(cleanups))
    }
  }
  return scope
}

// Numbers the folders, so that two of the same name do not meet.
let folders = 0

async function runAll(cleanups: Cleanup[]) {
  const reasons: unknown[] = []
  for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) {
    try {
      // One after the other: a database is dropped before its server is stopped.
      await cleanup()
    } catch (error) {
      reasons.push(error)
    }
  }
  if (reasons.length > 0) {
    throw new AggregateError(reasons, `${reasons.length} part(s) of the drill could not be ended: ${list(reasons)}`)
  }
}

function list(reasons: unknown[]) {
  return reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('; ')
}
