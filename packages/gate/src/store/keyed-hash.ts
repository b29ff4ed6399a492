/** HMAC-SHA-256 for many short texts under one key: each request needs one, and making an object for it costs more than hashing. */
import { hash } from 'node:crypto'

const BLOCK = 64

/**
 * Prepares a key.
 * @param key The key.
 * @returns What gives the HMAC of a text, in hexadecimal.
 */
export function keyedHash(key: string): (text: string) => string {
  const bytes = Buffer.from(key)
  const padded = Buffer.alloc(BLOCK)
  ;(bytes.length > BLOCK ? hash('sha256', bytes, 'buffer') : bytes).copy(padded)
  const inner = padded.map((byte) => byte ^ 0x36)
  const outer = padded.map((byte) => byte ^ 0x5c)
  return (text) => {
    const first = hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer')
    return hash('sha256', Buffer.concat([outer, first]), 'hex')
  }
}
