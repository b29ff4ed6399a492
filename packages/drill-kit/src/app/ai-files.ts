// The files that an owner of an AI feature has: labeled cases, a baseline, requests, and a log of customers' calls.
// Everything in them comes from the feature itself, as it was configured at that time.
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AiFeature } from './ai.js'
import { makeAiCases, type AiCase } from './ai-cases.js'
import type { Scope } from '@keys/drill'

/** One call of a customer, as the call log has it. */
export type AiCall = {
  at: string
  requested: string
  model: string | null
  finish_reason: string | null
  output: string | null
  error: string | null
  /** Tokens that were paid for; null when nothing was answered. */
  cost: number | null
}

/** The files, and what writes them. */
export type AiFiles = {
  readonly cases: readonly AiCase[]
  /** What the call log holds by now. */
  readonly calls: readonly AiCall[]
  /** Paths, under the names of the inputs of the runbook. */
  readonly paths: Record<'EVAL_FILE' | 'BASELINE_FILE' | 'REQUEST_GOOD' | 'REQUEST_NOW' | 'CALL_LOG', string>
  /**
   * Lets customers call, and notes it as if it had been a while ago.
   *
   * @param count How many calls.
   * @param hoursAgo When the first of them was.
   */
  traffic(count: number, hoursAgo: number): Promise<void>
  /** A calm day: eval file, baseline, good request, and 100 calls three days ago. Called by `writeAiFiles`. */
  calmDay(): Promise<void>
  /** The incident: 80 calls two hours ago, and today's request. Call it once the fault is in. */
  incident(): Promise<void>
  /** Writes a file beside the others, JSON lines for an array and JSON for anything else. @returns Its path. */
  write(name: string, value: unknown): Promise<string>
}

/** What the files begin with. */
export type AiFilesOptions = {
  /** Labeled cases, 120 unless given; the runbook wants 100 at least. */
  count?: number
  /** Files of a calm day of an equal feature, to be copied: this one is then not asked again for what it would say. */
  calm?: AiFiles
}

/**
 * Writes the files of a calm day.
 *
 * @param scope Removes them when closed.
 * @param feature The feature, well.
 * @param options What they begin with.
 * @returns The files.
 */
export async function writeAiFiles(
  scope: Scope,
  feature: AiFeature,
  { calm, count = 120 }: AiFilesOptions = {}
): Promise<AiFiles> {
  const folder = await scope.folder('ai')
  const cases = calm?.cases ?? makeAiCases(count)
  const calls: AiCall[] = [...(calm?.calls ?? [])]
  const path = (name: string) => join(folder, name)
  const paths = {
    EVAL_FILE: path('eval.jsonl'),
    BASELINE_FILE: path('baseline.jsonl'),
    REQUEST_GOOD: path('request-good.json'),
    REQUEST_NOW: path('request-now.json'),
    CALL_LOG: path('calls.jsonl')
  }
  async function write(name: string, value: unknown) {
    const text = Array.isArray(value) ? value.map((row) => `${JSON.stringify(row)}\n`).join('') : JSON.stringify(value)
    await writeFile(path(name), text, { mode: 0o600 })
    return path(name)
  }
  const files: AiFiles = {
    cases,
    calls,
    paths,
    write,
    async traffic(amount, hoursAgo) {
      const first = Date.now() - hoursAgo * 3_600_000
      const inputs = Array.from({ length: amount }, (_, n) => cases[n % cases.length]?.input ?? '')
      const made = await eightAtATime(inputs, (input, n) => call(feature, input, first + n * 1000))
      calls.push(...made)
      await write('calls.jsonl', calls)
    },
    async calmDay() {
      const answers = await eightAtATime(cases, async ({ id, input }) => ({ id, ...(await feature.answer(input)) }))
      await write('eval.jsonl', cases)
      await write('baseline.jsonl', answers)
      await write('request-good.json', feature.request())
      calls.length = 0
      await files.traffic(100, 72)
    },
    async incident() {
      await files.traffic(80, 2)
      await write('request-now.json', feature.request())
    }
  }
  if (!calm) await files.calmDay()
  else for (const name of calmDayFiles) await copyFile(calm.paths[name], paths[name])
  return files
}

const calmDayFiles = ['EVAL_FILE', 'BASELINE_FILE', 'REQUEST_GOOD', 'CALL_LOG'] as const

async function call(feature: AiFeature, input: string, time: number): Promise<AiCall> {
  const at = new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')
  const requested = feature.config.model
  try {
    const { model, finishReason, output, tokens } = await feature.answer(input)
    return { at, requested, model, finish_reason: finishReason, output, error: null, cost: tokens }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { at, requested, model: null, finish_reason: null, output: null, error: reason, cost: null }
  }
}

async function eightAtATime<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>
) {
  const results: Result[] = []
  const queue = items.entries()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const [index, item] of queue) results[index] = await work(item, index)
    })
  )
  return results
}
