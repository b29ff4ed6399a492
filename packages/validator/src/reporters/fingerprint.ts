const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n

/**
 * A short name for some words, the same wherever and whenever it is made: FNV-1a, 64 bits. It is not meant to withstand
 * anybody who looks for two texts with one name.
 */
export function fingerprint(words: readonly string[]): string {
  let hash = OFFSET
  for (const byte of new TextEncoder().encode(words.join('\0'))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME)
  }
  return hash.toString(16).padStart(16, '0')
}
