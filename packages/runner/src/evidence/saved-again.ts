/**
 * Evidence that went through an editor, a formatter or a ticket: the file is another, and what is in it may be whole.
 */
import { evidenceSchema } from '@keys/schema'
import { withLineFeeds } from './kind-of-file.js'
import { bundleText } from './bundle.js'

/** Larger files are not looked into twice. */
const MOST_BYTES = 50_000_000

/**
 * Evidence as it was before it was saved again: without a byte order mark, without blank lines around it, out of the fence of
 * a ticket, and of a bundle that was reformatted the text that it had.
 * @param bytes The file.
 * @returns The bytes; null when the file is as evidence is written, or is none.
 */
export function unwrappedEvidence(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length > MOST_BYTES) return null
  const text = decoded(withLineFeeds(bytes))
  if (text === null) return null
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  const inside = /^(`{3,}|~{3,})\w*\n([\s\S]*?)\n\1$/.exec(trimmed)?.[2]?.trim() ?? trimmed
  if (!inside.startsWith('{')) return null
  const whole = formattedAnew(inside) ?? `${inside}\n`
  const before = new TextEncoder().encode(whole)
  const isSame = before.length === bytes.length && before.every((byte, index) => byte === bytes[index])
  return isSame ? null : before
}

/** The text that a bundle had, when it still is a bundle; a journal is many values, one a line. */
function formattedAnew(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    if (!evidenceSchema.safeParse(value).success || typeof value !== 'object' || value === null) return null
    const { digest: _digest, ...content } = value as Parameters<typeof bundleText>[0] & { digest: string }
    return bundleText(content)
  } catch {
    return null
  }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
