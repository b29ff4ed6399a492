/**
 * Tells what somebody handed in for evidence: a bundle, a journal, a report for people, or something else.
 */

export type FileKind = 'bundle' | 'journal' | 'report' | 'run-bundle' | 'other'

/** How many bytes at the beginning tell what a file is. */
const BEGINNING = 4096

/**
 * What a file is, by its beginning. A bundle or a journal that was changed is still one.
 * @param bytes The file.
 */
export function kindOfFile(bytes: Uint8Array): FileKind {
  const start = new TextDecoder().decode(bytes.subarray(0, BEGINNING)).replace(/^\uFEFF/, '')
  if (/^\s*<(?:!doctype|html|\?xml|head|body)\b/i.test(start) || start.startsWith('%PDF-')) return 'report'
  // Pandoc and wikis write the line under the title, and may put front matter before it.
  if (/^(?:---\n[\s\S]*?\n---\n)?\s*(?:# |h1\. )?Evidence: /.test(start.replaceAll('\r\n', '\n'))) return 'report'
  if (/^\s*\{\s*"runBundleVersion"\s*:/.test(start)) return 'run-bundle'
  if (
    /^\s*\{\s*"\$?\w+"\s*:/.test(start) &&
    !/"(?:evidenceVersion|journal|type|run)"\s*:|schemas\/evidence/.test(start)
  )
    return 'other'
  if (/^\s*\{\s*"\$?\w+"\s*:/.test(start)) return /"type"\s*:\s*"/.test(firstLine(start)) ? 'journal' : 'bundle'
  if (/^\s*\{\s*\}\s*$/.test(start)) return 'other'
  // What is in braces from its first byte may be either, damaged.
  return bytes[0] === 0x7b ? (bytes[1] === 0x0a || bytes[1] === 0x0d ? 'bundle' : 'journal') : 'other'
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

/**
 * Whether a file differs from evidence by its line ends alone, as a mail program or a repository changes them.
 * @param bytes The file.
 */
export function hasWindowsLineEnds(bytes: Uint8Array): boolean {
  const feed = bytes.indexOf(0x0a)
  return feed > 0 && bytes[feed - 1] === 0x0d
}

/**
 * A file with the line ends that evidence has.
 * @param bytes The file.
 */
export function withLineFeeds(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, index) => !(byte === 0x0d && bytes[index + 1] === 0x0a))
}
