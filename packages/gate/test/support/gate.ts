import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { startTrial, type Trial, type TrialOptions } from '#gate'

/** How long is waited for what comes by itself, in milliseconds. No claim about how fast it is: a busy machine may take it all. */
export const PATIENCE = 120_000

/** An answer, read whole. */
export interface Answered {
  status: number
  headers: Headers
  text: string
  body: Record<string, unknown>
}

/** Asks a gate. */
export async function ask(
  url: string,
  path: string,
  options: RequestInit & { token?: string } = {}
): Promise<Answered> {
  const { token, headers, ...rest } = options
  const response = await fetch(url + path, {
    redirect: 'manual',
    ...rest,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(headers as Record<string, string> | undefined)
    }
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: objectIn(text) }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** One gate for the tests of a file: it takes seconds to start. */
export function useTrial(options: Partial<TrialOptions> = {}): { trial: Trial; make: Makes } {
  const held: { trial?: Trial } = {}
  const folder = mkdtempSync(join(tmpdir(), 'keys-gate-test-'))
  beforeAll(async () => {
    held.trial = await startTrial({ folder, ...options })
  })
  afterAll(async () => {
    await held.trial?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const trial = (): Trial => {
    if (held.trial === undefined) throw new Error('Not started.')
    return held.trial
  }
  const proxy = new Proxy({} as Trial, { get: (_, key) => trial()[key as keyof Trial] })
  return { trial: proxy, make: makes(proxy) }
}

/** Makes customers in the state that a test needs. */
export interface Makes {
  token: (
    customer: string,
    more?: Partial<Parameters<Trial['gate']['parts']['tokens']['create']>[0]>
  ) => Promise<{ text: string; id: string }>
  pays: (customer: string, features: readonly string[]) => Promise<void>
}

function makes(trial: Trial): Makes {
  return {
    token: async (customer, more = {}) => {
      const wanted = {
        customer,
        name: 'test',
        scope: 'read' as const,
        packs: null,
        networks: null,
        manages: false,
        expiresAt: null,
        ...more
      }
      const { text, token } = await trial.gate.parts.tokens.create(wanted, 'admin')
      return { text, id: token.id }
    },
    pays: async (customer, features) => {
      trial.stripe.entitlements.set(customer, new Set(features))
      await trial.gate.parts.sync.refresh(customer)
      await trial.gate.parts.memory.look()
    }
  }
}
