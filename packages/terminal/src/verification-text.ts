/**
 * What a verification of evidence came to, for people.
 */
import { titleOfText } from '@keys/schema'
import { visible, wrap } from '@keys/pack'
import pc from 'picocolors'
import type { Terminal } from './terminal.js'

/** What a verification came to, as `--format json` gives it. */
export interface VerificationResult {
  holds: boolean
  /** `went-on`: all up to the head that was given or signed is proved, and what came later is whole, but not covered by it. */
  outcome: 'holds' | 'went-on' | 'does-not-hold'
  faults: { of: string; event: number | null; message: string }[]
  notices: readonly string[]
  run: string | null
  pack: { name: string; version: string; contentHash: string } | null
  startedAt: string | null
  endedAt: string | null
  end: string | null
  head: { sequence: number; hash: string } | null
  /** Whether the head was compared with one that was given, and whose signature of it was checked. */
  checked: { head: boolean; signedBy: string | null }
}

/** What is no forgery is not called one. */
const VERDICTS: Readonly<Record<string, string>> = {
  'saved-again': '✗ The file was saved again: its bytes are not those of evidence.',
  'line-ends': '✗ The file was converted: its line ends are not those of evidence.',
  version: '✗ The evidence has another version than this keys knows.'
}

/**
 * Says whether evidence holds, why not, and what was not checked.
 * @param result What the verification came to.
 * @param look Its width and whether colors may be written.
 */
export function verificationText(
  result: VerificationResult,
  { color, width }: Pick<Terminal, 'color' | 'width'>
): string {
  const colors = pc.createColors(color)
  const { outcome, faults, notices, run, pack, startedAt, endedAt, head, checked } = result
  const paragraph = (text: string): string[] => wrap(visible(text), Math.max(width, 40))
  const facts = [
    ['run', run],
    ['pack', pack && titleOfText(pack)],
    ['content', pack && pack.contentHash],
    ['started', startedAt],
    ['ended', endedAt ?? 'open'],
    ['head', head && head.hash]
  ] as const
  const lines = [
    verdictOf(result, colors),
    ...faults.flatMap(({ message }) => paragraph(`  ${message}`)),
    ...notices.flatMap(paragraph),
    '',
    ...(run === null ? [] : facts.map(([name, value]) => `${name.padEnd(8)} ${visible(value ?? '-')}`)),
    ''
  ]
  if (outcome === 'does-not-hold' && head !== null) lines.push(`Up to event ${head.sequence} it is whole.`)
  if (checked.signedBy !== null)
    lines.push(`${outcome === 'went-on' ? 'That head' : 'The head'} is signed by ${visible(checked.signedBy)}.`)
  if (checked.head && outcome === 'holds') lines.push('The head is the one that was given.')
  if (!checked.head && checked.signedBy === null) {
    const advice = 'Without --head or --signature, missing last events or a rewritten journal cannot be detected.'
    lines.push(...paragraph(advice))
  }
  return `${lines.join('\n')}\n`
}

function verdictOf({ outcome, faults, head }: VerificationResult, colors: ReturnType<typeof pc.createColors>): string {
  const events = head?.sequence ?? 0
  if (outcome === 'holds') return colors.green(`✓ The evidence holds: ${events} events.`)
  const proved = faults[0]?.event ?? 0
  if (outcome === 'went-on') {
    return colors.yellow(`! The evidence holds up to event ${proved} of ${events}: the run went on after this head.`)
  }
  const worst = faults.find(({ of }) => of !== 'went-on')
  return colors.red(VERDICTS[worst?.of ?? ''] ?? '✗ The evidence does not hold.')
}
