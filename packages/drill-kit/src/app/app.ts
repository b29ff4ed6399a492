// The reference application: a small web server with a log, to which a world adds the features that it needs.
import { appendFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { startHttp, type LoopbackServer } from '../http.js'
import type { Scope } from '@keys/drill'

/** Answers the requests to one path. */
export type RouteHandler = (request: IncomingMessage, response: ServerResponse) => unknown

/** A running application. */
export type App = LoopbackServer & {
  readonly scope: Scope
  /** Its log, one line for each error, readable by its owner. */
  readonly logFile: string
  /** Answers requests to a path, of any method; a later one replaces an earlier. */
  route(path: string, handler: RouteHandler): void
  /** Takes a path away; it answers 404. */
  unroute(path: string): void
  /** Writes an error to the log, as a platform shows it: time, class, code, message. */
  logError(error: unknown): void
  /** Empties the log, as when the operator has saved it. */
  clearLog(): void
}

/**
 * Starts the application with no feature but a page at `/` and a health route that is always green.
 *
 * @param scope Ends it when closed.
 * @returns Its handle.
 */
export async function startApp(scope: Scope): Promise<App> {
  const logFile = join(await scope.folder('app'), 'app.log')
  const clearLog = () => writeFileSync(logFile, '', { mode: 0o600 })
  clearLog()
  const logError = (error: unknown) => appendFileSync(logFile, `${new Date().toISOString()} ${describe(error)}\n`)
  const routes = new Map<string, RouteHandler>()
  const server = await startHttp(scope, async (request, response) => {
    const handler = routes.get(request.url?.split('?')[0] ?? '/')
    if (!handler) return response.writeHead(404).end('no such page')
    try {
      await handler(request, response)
    } catch (error) {
      logError(error)
      if (!response.headersSent) response.writeHead(500).end('internal error')
    }
  })
  const app: App = {
    ...server,
    scope,
    logFile,
    route: (path, handler) => void routes.set(path, handler),
    unroute: (path) => void routes.delete(path),
    logError,
    clearLog
  }
  app.route('/', (_, response) => response.end('welcome'))
  app.route('/healthz', (_, response) => response.end('ok'))
  return app
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // fetch hides the reason in `cause`.
  const reason = error.cause instanceof Error ? error.cause : error
  const code = 'code' in reason && typeof reason.code === 'string' ? ` ${reason.code}` : ''
  return `${error.constructor.name}${code} ${error.message.split('\n')[0]}`
}
