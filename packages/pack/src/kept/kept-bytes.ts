/**
 * Bytes kept between calls, of a form that only whoever made them understands. They hold as long as what they were made of is
 * in the same state.
 */
import { keep, keptFile, ownBytes, type KeptPlace } from './own-file.js'

/**
 * The bytes that were kept; null when there are none of this version and state.
 * @param place Where they lie.
 * @param state The state of what they were made of.
 */
export function keptBytes(place: KeptPlace, state: string): Uint8Array | null {
  const path = keptFile(place, 'bin')
  if (path === null) return null
  try {
    const all = ownBytes(path)
    const head = headOf(place, state)
    return all.length >= head.length && head.equals(all.subarray(0, head.length)) ? all.subarray(head.length) : null
  } catch {
    // There are none, or none that can be read.
    return null
  }
}

/**
 * Keeps bytes in place of those that were kept there.
 * @param place Where they lie.
 * @param state The state of what they were made of.
 * @param bytes The bytes.
 */
export async function keepBytes(place: KeptPlace, state: string, bytes: Uint8Array): Promise<void> {
  const path = keptFile(place, 'bin')
  if (path !== null) await keep(path, Buffer.concat([headOf(place, state), bytes]))
}

/** Says of what the bytes are, and how long it is: one state may begin as another does. */
function headOf({ version }: KeptPlace, state: string): Buffer {
  return Buffer.from(`${JSON.stringify(version)} ${state.length}\n${state}\n`)
}
