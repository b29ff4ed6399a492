/**
 * A run in a few lines of plain text, for a chat or the first comment of a ticket.
 */
import { titleOfText } from '@keys/schema'
import type { EvidenceContent } from './bundle.js'
import { visibleLines } from '@keys/pack/visible'
import { endInShort } from './format.js'
import {
  durationOf,
  notesIn,
  overriddenIn,
  pipedText,
  signersText,
  timeIn,
  verifiedText,
  whoIn,
  type ReportOptions
} from './report.js'
import { storyOf } from './story.js'

/** Lines of a summary, and characters of each: what is longer is not read in a chat. */
const [MOST_LINES, LONGEST] = [15, 240]

/**
 * Writes a run in at most 15 lines, without any markup.
 * @param evidence The evidence.
 * @param options What the journal does not hold.
 */
export function evidenceSummary(
  evidence: EvidenceContent,
  { followUps = [], closing = null }: ReportOptions = {}
): string {
  const { pack, run, startedAt, endedAt, end, head, timeline } = evidence
  const { way, changes } = storyOf(evidence)
  const until = endedAt === null ? 'open' : timeIn(endedAt)
  const lines = [
    `${pack.title}: ${endInShort(end)} after ${durationOf(evidence)}`,
    `${startedAt.slice(0, 10)}, ${timeIn(startedAt)} to ${until}, by ${whoIn(evidence)}`,
    ...[...pipedText(evidence), ...signersText(evidence)].map((text) => `Answers: ${text}`),
    ...(end === null || closing === null ? [] : [`Verified: ${verifiedText(closing)}`]),
    `Way: ${way.length === 0 ? 'no step was left yet' : way.map(({ step }) => step.split(':')[0] ?? step).join(' > ')}`,
    ...changes.map(({ step, done, before, after }) => {
      // Where the step itself saw it, its name stands there already.
      const found = after?.startsWith(`${step}: `) ? after.slice(step.length + 2) : after
      const seen = `before: ${before ?? 'nothing was looked at'}; after: ${found ?? 'nobody has looked'}`
      return `Changed: ${step} (${done.join(', ')}); ${seen}`
    }),
    ...overriddenIn(timeline).map(({ question, event, reason }) => {
      const how = NOT_AS_WRITTEN[event] ?? event
      return `Not as the runbook says: ${question ?? ''}, ${how}${reason === null ? '' : ` (${reason})`}`
    }),
    ...notesIn(timeline).map(({ at, text }) => `${timeIn(at)} ${text}`),
    ...followUps.map(({ text, due }) => `To do${due === null ? '' : ` by ${due}`}: ${text}`)
  ]
  const foot = `Run ${run}, ${titleOfText(pack)}, head ${head.hash.slice(0, 16)}`
  const room = MOST_LINES - 1
  const shown =
    lines.length <= room ? lines : [...lines.slice(0, room - 1), `and ${lines.length - room + 1} more in the report`]
  return `${[...shown, foot].map(inLine).join('\n')}\n`
}

/** How a step was left otherwise than the runbook says, by the type of the event. */
const NOT_AS_WRITTEN: Readonly<Record<string, string>> = {
  decided: 'decided otherwise',
  'run-ended': 'the run was ended here',
  'run-reopened': 'the run was reopened here'
}

function inLine(text: string): string {
  const line = visibleLines(text)
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('`', '')
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`
}
