/**
 * Ids of CACAO: UUIDs of version 5, so that the same runbook has the same ids each time.
 */
import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** The namespace under which the names of this project become ids: a UUID of version 4, made once. */
const NAMESPACE = '6f0c8f0e5c3b4d0f9b0e8a7f2f6d1c55'

/**
 * A UUID for a name.
 * @param name The name, such as that of a package, or of a step in it.
 */
export function uuidOf(name: string): string {
  const hash = sha1(new Uint8Array([...hexToBytes(NAMESPACE), ...utf8ToBytes(name)])).slice(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = bytesToHex(hash)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
