/** For those who watch the process. */
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

/** Metrics, for who shows the admin secret or asks from the same machine. */
export async function handleMetrics({ request }: Exchange, { metrics, memory, settings }: Parts): Promise<Answer> {
  const address = request.socket.remoteAddress ?? ''
  const isHere = /^(127\.|::1$|::ffff:127\.)/.test(address) && request.headers['x-forwarded-for'] === undefined
  if (!isHere && !isAdmin(request.headers.authorization, settings.adminSecret)) {
    return errorAnswer(401, 'admin', 'Metrics are for who shows the admin secret.')
  }
  metrics.memoryTrusted.set(memory.isFresh() ? 1 : 0)
  metrics.databaseReads.reset()
  metrics.databaseReads.inc(memory.reads)
  return { status: 200, headers: { 'content-type': metrics.contentType }, body: await metrics.text() }
}
