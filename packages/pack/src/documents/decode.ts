/** A byte that cannot stand where it stands in UTF-8, and the place before which the text is sound. */
export interface EncodingFault {
  line: number
  column: number
  offset: number
  byte: number
}

const NEWLINE = 0x0a

/**
 * Decodes UTF-8 strictly: a byte that is none of its own is a fault, never a replacement character.
 * A byte order mark stays in the text.
 */
export function decodeUtf8(bytes: Uint8Array): string | EncodingFault {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return findFault(bytes)
  }
}

/** Looks for the line first, because decoding byte by byte is slow. */
function findFault(bytes: Uint8Array): EncodingFault {
  let offset = 0
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline + 1
    const before = soundLength(bytes.subarray(start, end))
    if (before.bytes < end - start) {
      return {
        line,
        column: before.characters + 1,
        offset: offset + before.characters,
        byte: bytes[start + before.bytes] ?? 0
      }
    }
    offset += before.characters
    start = end
  }
  return { line, column: 1, offset, byte: 0 }
}

/** How much of some bytes is sound UTF-8 before the first fault. */
function soundLength(bytes: Uint8Array): { bytes: number; characters: number } {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let valid = 0
  let characters = 0
  try {
    for (let index = 0; index < bytes.length; index++) {
      const decoded = decoder.decode(bytes.subarray(index, index + 1), { stream: true })
      if (decoded === '') continue
      valid = index + 1
      characters += decoded.length
    }
  } catch {
    // The sequence that began after the last sound character is the fault.
  }
  return { bytes: valid, characters }
}
