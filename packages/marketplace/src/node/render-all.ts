/**
 * Renders many runbooks, on several threads where that pays.
 */
import { inThreads } from '@keys/pack/threads'
import type { PackInput } from '../site/types.js'
import { makeRenderer, type RenderResult, type RenderSetup } from './render-pack.js'

/** Fewer are rendered faster than threads start. */
const WORTH_THREADS = 48

/**
 * Renders runbooks.
 * @param inputs What each is made of.
 * @param setup What all have in common.
 * @returns What each came to, in the order of the inputs.
 */
export async function renderAll(inputs: readonly PackInput[], setup: RenderSetup): Promise<RenderResult[]> {
  const module = new URL('worker.js', import.meta.url)
  const results: RenderResult[] = []
  for await (const result of inThreads(inputs, { module, make: makeRenderer, setup, least: WORTH_THREADS })) {
    results.push(result)
  }
  return results
}
