/**
 * Hands on what a command prints, while it runs.
 */
import type { ProcessRequest } from '../ports.js'

/** One stream on its way to a listener. */
export interface LiveOutput {
  /** Hands on bytes as they come, up to the limit. */
  add(chunk: Buffer): void
  /** Hands on what is left of a character that was not whole. */
  end(): void
}

/**
 * Decodes one stream for the listener of a request. Behind the limit it says once that there is more, and is silent.
 * @param stream Which one.
 * @param request Its listener and its limit. A listener that throws is not called again.
 */
export function createLiveOutput(
  stream: 'stdout' | 'stderr',
  { onOutput, outputLimit }: Pick<ProcessRequest, 'onOutput' | 'outputLimit'>
): LiveOutput {
  if (!onOutput) return { add: () => {}, end: () => {} }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let left = Math.max(0, Math.floor(outputLimit))
  let silent = false

  function say(text: string): void {
    if (silent || text === '') return
    try {
      onOutput!(stream, text)
    } catch {
      // The command must not suffer from a fault of what shows it: it would go on, and nobody would end it.
      silent = true
    }
  }

  return {
    add(chunk) {
      if (silent) return
      say(decoder.decode(chunk.subarray(0, left), { stream: true }))
      if (chunk.length > left) {
        say('\n[... there is more; it is not shown here ...]\n')
        silent = true
      }
      left -= Math.min(left, chunk.length)
    },
    end() {
      say(decoder.decode())
    }
  }
}
