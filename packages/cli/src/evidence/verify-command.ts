/**
 * Verifies evidence and says what came of it.
 */
import { visible, wrap } from '@keys/pack'
import { snapshotFaults, verifyEvidence, type Verification } from '@keys/runner'
import { signatureSinceEnd, type Signature } from '@keys/runner/node'
import pc from 'picocolors'
import { EXIT, UsageError, type CommandInput, type ExitCode, type Terminal } from '../command.js'
import { verifiedEvidence } from './run-record.js'

/** What else a file may be, and what to do then. */
const NOT_EVIDENCE: Partial<Record<Verification['kind'], readonly [what: string, hint: string]>> = {
  report: ['a report, not evidence', 'Ask for the JSON bundle: keys report --format json'],
  'run-bundle': ['a run to go on with, not evidence', 'Go on with it: keys resume <file>'],
  other: [
    'not evidence',
    'Name a bundle of keys report --format json, a journal.jsonl, the folder of a run, or its id.'
  ]
}

/** What a verification came to, as `--format json` gives it. */
interface Result {
  holds: boolean
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

/**
 * Runs `keys verify-evidence`.
 * @param input Its argument and options.
 * @param terminal Where to write.
 * @throws {UsageError} When there is nothing to verify, or what it needs is not there.
 */
export async function verifyCommand(
  { arguments: [typed = ''], options }: CommandInput,
  terminal: Terminal
): Promise<ExitCode> {
  const head = headOf(options['head'])
  const signature = signatureOf(options)
  const { bytes, snapshot } = await verifiedEvidence(typed, options, terminal)
  const verification = verifyEvidence(bytes, head)
  const other = NOT_EVIDENCE[verification.kind]
  if (other) throw new UsageError(`${typed} is ${other[0]}.`, other[1])
  const more: Result['faults'] = []
  const notices: string[] = []
  const found = verification.evidence
  if (snapshot !== null) more.push(...snapshotFaults(snapshot).map((fault) => ({ ...fault, event: null })))
  if (signature && found) {
    const { message, head: signed } = signatureSinceEnd(found, signature, terminal.folder)
    if (message !== null) more.push({ of: 'signature', event: null, message })
    if (signed !== null) notices.push(...verifyEvidence(bytes, signed).notices)
  }
  const result = resultOf(
    { ...verification, notices: [...new Set([...verification.notices, ...notices])] },
    more,
    head !== undefined,
    signature?.identity ?? null
  )
  if (options['format'] === 'json') terminal.stdout(`${JSON.stringify(result, null, 2)}\n`)
  else terminal.stdout(resultText(result, terminal))
  return result.holds ? EXIT.ok : EXIT.findings
}

function headOf(given: CommandInput['options'][string]): string | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'string' && /^[0-9a-f]{64}$/i.test(given.trim())) return given.trim()
  throw new UsageError(
    `--head ${String(given)} is not a head.`,
    'A head has 64 hexadecimal digits, as the run showed at its end.'
  )
}

function signatureOf({ signature, allowedSigners, identity }: CommandInput['options']): Signature | null {
  if (signature === undefined && allowedSigners === undefined && identity === undefined) return null
  if (typeof signature === 'string' && typeof allowedSigners === 'string' && typeof identity === 'string') {
    return { file: signature, allowedSigners, identity }
  }
  throw new UsageError(
    'A signature is checked against a list of who may sign.',
    'Give all three: --signature <file> --allowed-signers <file> --identity <name>'
  )
}

function resultOf(
  { evidence, faults, notices }: Verification,
  more: Result['faults'],
  comparesHead: boolean,
  signer: string | null
): Result {
  const all = [...faults, ...more]
  const { name, version, contentHash } = evidence?.pack ?? {}
  return {
    holds: all.length === 0,
    faults: all,
    notices,
    run: evidence?.run ?? null,
    pack: name && version && contentHash ? { name, version, contentHash } : null,
    startedAt: evidence?.startedAt ?? null,
    endedAt: evidence?.endedAt ?? null,
    end: evidence?.end ?? null,
    head: evidence?.head ?? null,
    checked: { head: comparesHead, signedBy: all.some(({ of }) => of === 'signature') ? null : signer }
  }
}

/** What is no forgery is not called one. */
const VERDICTS: Readonly<Record<string, string>> = {
  'saved-again': '✗ The file was saved again: its bytes are not those of evidence.',
  'line-ends': '✗ The file was converted: its line ends are not those of evidence.',
  version: '✗ The evidence has another version than this keys knows.'
}

function resultText(result: Result, { color, width }: Terminal): string {
  const colors = pc.createColors(color)
  const { holds, faults, notices, run, pack, startedAt, endedAt, head, checked } = result
  const paragraph = (text: string): string[] => wrap(visible(text), Math.max(width, 40))
  const facts = [
    ['run', run],
    ['pack', pack && `${pack.name} ${pack.version}`],
    ['content', pack && pack.contentHash],
    ['started', startedAt],
    ['ended', endedAt ?? 'open'],
    ['head', head && head.hash]
  ] as const
  const verdict = VERDICTS[faults[0]?.of ?? ''] ?? '✗ The evidence does not hold.'
  const lines = [
    holds ? colors.green(`✓ The evidence holds: ${head?.sequence ?? 0} events.`) : colors.red(verdict),
    ...faults.flatMap(({ message }) => paragraph(`  ${message}`)),
    ...notices.flatMap(paragraph),
    '',
    ...(run === null ? [] : facts.map(([name, value]) => `${name.padEnd(8)} ${visible(value ?? '-')}`)),
    ''
  ]
  if (!holds && head !== null) lines.push(`Up to event ${head.sequence} it is whole.`)
  if (checked.signedBy !== null) lines.push(`The head is signed by ${visible(checked.signedBy)}.`)
  if (checked.head && holds) lines.push('The head is the one that was given.')
  if (!checked.head && checked.signedBy === null) {
    const advice = 'Without --head or --signature, missing last events or a rewritten journal cannot be detected.'
    lines.push(...paragraph(advice))
  }
  return `${lines.join('\n')}\n`
}
