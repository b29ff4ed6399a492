/** A short run of the Stripe runbook, as a journal. */
import { CHAIN_START, writeEvent } from '@keys/runner'

/** The journal of a run that two steps were taken in. */
export function journalOf(contentHash: string): string {
  let end = { sequence: 0, head: CHAIN_START }
  let text = ''
  const add = (body: Parameters<typeof writeEvent>[0], at: string): void => {
    const { line, event } = writeEvent(body, at, end)
    end = { sequence: event.sequence, head: event.hash }
    text += line
  }
  const first = 'inputs-and-tools'
  const second = 'the-endpoint'
  add(
    {
      type: 'run-started',
      journalVersion: '1.0',
      run: 'a-run',
      pack: {
        name: '@keys/runbook-stripe-webhook-failure',
        slug: 'stripe-webhook-failure',
        title: 'Stripe webhook failure',
        version: '1.0.0',
        contentHash,
        complianceRelevance: []
      },
      step: first
    },
    '2026-11-30T02:12:00.000Z'
  )
  const opened = { account: 'ada', host: 'here', process: 1, folder: '/tmp', tool: 'keys' }
  add({ type: 'session-opened', operator: 'ada', ...opened }, '2026-11-30T02:12:00.000Z')
  const decided = {
    type: 'decided' as const,
    by: 'person' as const,
    confirmedBy: 'person' as const,
    suggested: null,
    suggestionReason: null,
    execution: null,
    reason: null,
    rollback: false
  }
  add(
    {
      ...decided,
      step: first,
      question: 'Check 1: Inputs, tools and the database are there',
      choice: { type: 'branch', index: 0 },
      condition: '`ready`',
      observed: 'ready',
      next: second
    },
    '2026-11-30T02:13:00.000Z'
  )
  add(
    {
      ...decided,
      step: second,
      question: 'Check 2: The endpoint as Stripe knows it',
      choice: { type: 'branch', index: 0 },
      condition: '`enabled`',
      observed: 'enabled',
      next: 'how-much-time-is-left'
    },
    '2026-11-30T02:15:00.000Z'
  )
  return text
}
