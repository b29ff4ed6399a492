/** What Lighthouse says of a page, as a phone with a slow processor and a slow network would load it. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse from 'lighthouse'
import { chromium, type BrowserContext } from 'playwright-core'
import { browserPath } from './browser.ts'

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export interface Judged {
  /** From 0 to 100, by category. */
  scores: Record<(typeof CATEGORIES)[number], number>
  /** How much what is seen moves while it loads: from 0 to 100. */
  stillness: number
  /** What was fetched, and how many bytes that were on the wire. */
  requests: number
  bytes: number
  /** Audits that count and have not passed, with what they say. */
  faults: string[]
  /** Audits that could not be run, with the reason. */
  failed: string[]
}

/** A Chromium that Lighthouse can be pointed at, and its port. */
export async function startForLighthouse(): Promise<{ context: BrowserContext; port: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'keys-lighthouse-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: browserPath(),
    args: ['--no-sandbox', '--remote-debugging-port=0'],
    viewport: null
  })
  const [port] = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n')
  return { context, port: Number(port) }
}

/** Judges a page. */
export async function judged(url: string, port: number): Promise<Judged> {
  const result = await lighthouse(url, { port, logLevel: 'error', onlyCategories: [...CATEGORIES] })
  if (!result) throw new Error(`Lighthouse says nothing of ${url}`)
  const { audits, categories, runtimeError } = result.lhr
  if (runtimeError) throw new Error(`${url}: ${runtimeError.code}: ${runtimeError.message}`)
  const counted = (name: string): string[] =>
    (categories[name]?.auditRefs ?? []).filter(({ weight }) => weight > 0).map(({ id }) => id)
  const scoreOf = (score: number | null | undefined): number => Math.round((score ?? 0) * 100)
  const network = audits['network-requests']?.details as { items: { transferSize?: number }[] } | undefined
  const fetched = network?.items ?? []
  const all = CATEGORIES.flatMap(counted).flatMap((id) => audits[id] ?? [])
  return {
    scores: Object.fromEntries(CATEGORIES.map((name) => [name, scoreOf(categories[name]?.score)])) as Judged['scores'],
    stillness: scoreOf(audits['cumulative-layout-shift']?.score),
    requests: fetched.length,
    bytes: fetched.reduce((sum, { transferSize = 0 }) => sum + transferSize, 0),
    faults: all
      .filter(({ score }) => score !== null && score < 1)
      .map(({ id, score, displayValue = '' }) => `${id}: ${scoreOf(score)} ${displayValue}`),
    failed: all
      .filter(({ scoreDisplayMode }) => scoreDisplayMode === 'error')
      .map(({ id, errorMessage = '' }) => `${id}: ${errorMessage}`)
  }
}
