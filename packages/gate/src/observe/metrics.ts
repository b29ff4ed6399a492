/** Metrics, for Prometheus. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What is counted. */
export interface Metrics {
  decisions: Counter<'reason'>
  requests: Histogram<'route' | 'status'>
  webhooks: Counter<'result'>
  refreshes: Counter<'result'>
  oldestAnswer: Gauge
  pending: Gauge
  memoryTrusted: Gauge
  databaseReads: Counter
  text: () => Promise<string>
  contentType: string
}

/** Makes a set of metrics of its own: nothing is shared between two gates of one process. */
export function openMetrics(): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  return {
    decisions: new Counter({
      name: 'keys_gate_decisions_total',
      help: 'Decisions about packs, by their reason.',
      labelNames: ['reason'],
      registers
    }),
    requests: new Histogram({
      name: 'keys_gate_request_seconds',
      help: 'Time until the headers of an answer, by kind of route and status.',
      labelNames: ['route', 'status'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers
    }),
    webhooks: new Counter({
      name: 'keys_gate_webhooks_total',
      help: 'Webhooks, by what became of them.',
      labelNames: ['result'],
      registers
    }),
    refreshes: new Counter({
      name: 'keys_gate_refreshes_total',
      help: 'Looks at customers in Stripe.',
      labelNames: ['result'],
      registers
    }),
    oldestAnswer: new Gauge({
      name: 'keys_gate_oldest_answer_seconds',
      help: 'Age of the oldest answer of Stripe that is relied on.',
      registers
    }),
    pending: new Gauge({ name: 'keys_gate_pending_refreshes', help: 'Customers who have to be looked at.', registers }),
    memoryTrusted: new Gauge({
      name: 'keys_gate_memory_trusted',
      help: '1 while what is remembered may be trusted; 0 while every decision asks the database.',
      registers
    }),
    databaseReads: new Counter({
      name: 'keys_gate_database_reads_total',
      help: 'Tokens and customers that were read from the database.',
      registers
    }),
    text: () => register.metrics(),
    contentType: register.contentType
  }
}
