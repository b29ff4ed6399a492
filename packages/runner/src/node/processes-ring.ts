/** The last bytes of a stream. */
export interface Ring {
  add(chunk: Buffer): void
  contents(): Buffer
}

/**
 * Keeps the last bytes of a stream, in a buffer that is written round and round.
 * @param size How many.
 */
export function createRing(size: number): Ring {
  // Made when it is needed: many commands print nothing to stderr.
  let ring: Buffer | null = null
  let total = 0
  return {
    add(chunk) {
      if (size === 0 || chunk.length === 0) return
      ring ??= Buffer.alloc(size)
      const kept = chunk.subarray(Math.max(0, chunk.length - size))
      const at = (total + chunk.length - kept.length) % size
      const before = kept.copy(ring, at)
      kept.copy(ring, 0, before)
      total += chunk.length
    },
    contents() {
      if (ring === null) return Buffer.alloc(0)
      const at = total % size
      return total <= size ? ring.subarray(0, total) : Buffer.concat([ring.subarray(at), ring.subarray(0, at)])
    }
  }
}
