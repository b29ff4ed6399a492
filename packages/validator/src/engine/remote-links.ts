/**
 * What remote addresses answered, as rules get it. Asking is the work of an adapter.
 */
import type { PackSource } from '@keys/pack/core'
import { isRemote, linksOf } from '../subjects/links.js'

/** What came of asking an address. */
export type RemoteAnswer =
  | {
      type: 'answered'
      /** The status of the last answer. */
      status: number
      /** The address that gave it; another one than was asked where redirects led on. */
      url: string
    }
  | {
      type: 'unanswered'
      /** Why, in words that go on after "did not answer:". */
      reason: string
    }

/** Answers by the address as it is written. */
export type RemoteAnswers = ReadonlyMap<string, RemoteAnswer>

/** Asks addresses. */
export type AskRemote = (urls: readonly string[]) => Promise<RemoteAnswers>

/** The addresses of pages to which the links of a pack lead, each once, as they are written. */
export function remoteAddressesOf(source: PackSource): string[] {
  const urls = linksOf(source).map(({ url }) => url)
  return [...new Set(urls.filter((url) => isRemote(url) && /^https?:\/\//i.test(url) && URL.canParse(url)))]
}
