/** Evidence whose first command printed something else, with a chain that is right again. */
import { digest, evidenceOf, readJournal, writeEvent, type EvidenceContent } from '../../src/index.js'

/**
 * Writes a journal anew with another output.
 * @param content The evidence.
 * @param text What the first command printed.
 */
export function rewrittenOutput(content: EvidenceContent, text: string): EvidenceContent {
  const bytes = new TextEncoder().encode(content.journal.map((line) => `${line}\n`).join(''))
  let end = { sequence: 0, head: '0'.repeat(64) }
  let isDone = false
  const lines = readJournal(bytes).events.map(
    ({ sequence: _sequence, at, previous: _previous, hash: _hash, ...body }) => {
      const isFirst = body.type === 'command-ended' && !isDone
      if (isFirst) isDone = true
      const changed = isFirst ? { ...body, stdout: { ...body.stdout, text, digest: digest(text) } } : body
      const written = writeEvent(changed, at, end)
      end = { sequence: written.event.sequence, head: written.event.hash }
      return written.line
    }
  )
  const rewritten = evidenceOf(new TextEncoder().encode(lines.join('')))
  if (rewritten === null) throw new Error('the journal begins with no run')
  return rewritten
}
