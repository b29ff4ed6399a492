/** For those who watch the process. */
import type { IncomingMessage } from 'node:http'
import { sql } from 'kysely'
import { errorAnswer, type Answer } from '../core/answers.js'
import { isAdmin } from './admin-secret.js'
import type { Exchange, Parts } from './parts.js'

/** Verdaccio's and npm's "is anybody there". */
export function handlePing(): Promise<Answer> {
  return Promise.resolve({ status: 200, headers: {}, body: {} })
}

/** The process is alive. */
export function handleHealth(): Promise<Answer> {
  return Promise.resolve({ status: 200, headers: {}, body: { alive: true } })
}

/** The process can decide: its database answers, and what it remembers may be trusted. */
export async function handleReady(_exchange: Exchange, { database, memory }: Parts): Promise<Answer> {
  const answers = await sql`select 1`.execute(database.db).then(
    () => true,
    () => false
  )
  const ready = answers && memory.isFresh()
  return { status: ready ? 200 : 503, headers: {}, body: { ready, database: answers, memory: memory.isFresh() } }
}

/** Metrics, for who shows the admin secret, or asks from the same machine by its own address. */
export async function handleMetrics({ request }: Exchange, { metrics, memory, settings }: Parts): Promise<Answer> {
  if (!isHere(request) && !isAdmin(request.headers.authorization, settings.adminSecret)) {
    return errorAnswer(401, 'admin', 'Metrics are for who shows the admin secret.')
  }
  metrics.memoryTrusted.set(memory.isFresh() ? 1 : 0)
  metrics.databaseReads.reset()
  metrics.databaseReads.inc(memory.reads)
  return { status: 200, headers: { 'content-type': metrics.contentType }, body: await metrics.text() }
}

/**
 * Whether somebody asks from this machine and means it. A page in a browser of this machine that made its own name lead here
 * sends that name; a proxy on this machine that hands on what comes from outside sends the public name, or says for whom it asks.
 */
function isHere({ socket, headers }: IncomingMessage): boolean {
  const isLocal = /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '')
  const isByAddress = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(headers.host ?? '')
  return (
    isLocal &&
    isByAddress &&
    !Object.keys(headers).some((name) => /^(x-forwarded-|forwarded$|via$|x-real-ip$)/.test(name))
  )
}
