/** Lets slow readers be slow: without it, a whole tarball waits in memory for each. */
import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'

/** Bytes that may wait for one reader. Most packs are smaller, and are handed over in one go. */
const MOST_WAITING = 128 * 1024

/**
 * Makes whoever pipes into a response wait until it is read. The registry behind wraps `write` in a function that gives
 * nothing back, so that no source ever learns that the connection is full.
 * @param response The response, before anybody else sees it.
 */
export function holdBack(response: ServerResponse): void {
  const sources = new Set<Readable>()
  response.on('pipe', (source: Readable) => sources.add(source))
  response.on('unpipe', (source: Readable) => sources.delete(source))
  response.on('drain', () => {
    for (const source of sources) source.resume()
  })
  const write = response.write.bind(response) as (...parts: unknown[]) => boolean
  response.write = (...parts: unknown[]): boolean => {
    const hasRoom = write(...parts)
    if (!hasRoom && response.writableLength > MOST_WAITING) for (const source of sources) source.pause()
    return hasRoom
  }
  // Who goes away in the middle leaves nothing open.
  response.on('close', () => {
    for (const source of sources) source.destroy()
  })
}
