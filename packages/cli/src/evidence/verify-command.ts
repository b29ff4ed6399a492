/**
 * Verifies evidence and says what came of it.
 */
import { resolve } from 'node:path'
import { answerSignatures, readJournal, snapshotFaults, verifyEvidence, type Verification } from '@keys/runner'
import { signatureOfRun, sshSigners, type Signature } from '@keys/runner/node'
import { verificationText, type VerificationResult } from '@keys/terminal'
import { EXIT, UsageError, type ExitCode, type Terminal } from '../command.js'
import type { RunOptions } from '../operate/run-flags.js'
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

/** What may be typed for a verification. */
interface VerifyOptions extends RunOptions {
  head?: string | undefined
  signature?: string | undefined
  allowedSigners?: string | undefined
  identity?: string | undefined
  format: 'text' | 'json'
}

/**
 * Runs `keys verify-evidence`.
 * @param typed A bundle, a journal, the folder of a run, or the id of a run.
 * @param options The options of the command.
 * @param terminal Where to write.
 * @throws {UsageError} When there is nothing to verify, or what it needs is not there.
 */
export async function verifyCommand(typed: string, options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  const head = headOf(options.head)
  const signature = signatureOf(options)
  const { bytes, snapshot } = await verifiedEvidence(typed, options, terminal)
  const verification = verifyEvidence(bytes, head)
  const other = NOT_EVIDENCE[verification.kind]
  if (other) throw new UsageError(`${typed} is ${other[0]}.`, other[1])
  const more: VerificationResult['faults'] = []
  const notices: string[] = []
  const found = verification.evidence
  if (snapshot !== null) more.push(...snapshotFaults(snapshot).map((fault) => ({ ...fault, event: null })))
  if (signature && found) {
    const { message, head: signed } = signatureOfRun(found, signature, terminal.folder)
    if (message !== null) more.push({ of: 'signature', event: null, message })
    if (signed !== null) {
      const ofSigned = verifyEvidence(bytes, signed)
      notices.push(...ofSigned.notices)
      more.push(...ofSigned.faults.filter(({ of }) => of === 'went-on'))
    }
  }
  if (found) {
    const { events } = readJournal(new TextEncoder().encode(found.journal.map((line) => `${line}\n`).join('')))
    const answers = answerSignatures(
      events,
      sshSigners(listIn(options, terminal)),
      options.allowedSigners !== undefined
    )
    more.push(...answers.faults.map((fault) => ({ of: 'answer', ...fault })))
    notices.push(...answers.notices)
  }
  const result = resultOf(
    { ...verification, notices: [...new Set([...verification.notices, ...notices])] },
    more,
    head !== undefined,
    signature?.identity ?? null
  )
  if (options.format === 'json') terminal.stdout(`${JSON.stringify(result, null, 2)}\n`)
  else terminal.stdout(verificationText(result, terminal))
  return CODES[result.outcome]
}

const CODES = { holds: EXIT.ok, 'went-on': EXIT.wentOn, 'does-not-hold': EXIT.findings } as const

/** The list against which signatures of answers are held; null for none. */
function listIn({ allowedSigners }: VerifyOptions, { folder }: Terminal): string | null {
  return allowedSigners === undefined ? null : resolve(folder, allowedSigners)
}

function headOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  if (/^[0-9a-f]{64}$/i.test(given.trim())) return given.trim()
  throw new UsageError(
    `--head ${given} is not a head.`,
    'A head has 64 hexadecimal digits, as the run showed at its end.'
  )
}

function signatureOf({ signature, allowedSigners, identity }: VerifyOptions): Signature | null {
  if (signature === undefined && identity === undefined) return null
  if (signature !== undefined && allowedSigners !== undefined && identity !== undefined) {
    return { file: signature, allowedSigners, identity }
  }
  throw new UsageError(
    'A signature of the head is checked against a list of who may sign.',
    'Give all three: --signature <file> --allowed-signers <file> --identity <name>'
  )
}

function resultOf(
  { evidence, faults, notices }: Verification,
  more: VerificationResult['faults'],
  comparesHead: boolean,
  signer: string | null
): VerificationResult {
  const all = [...faults, ...more]
  const { name, version, contentHash } = evidence?.pack ?? {}
  return {
    holds: all.length === 0,
    outcome: all.length === 0 ? 'holds' : all.every(({ of }) => of === 'went-on') ? 'went-on' : 'does-not-hold',
    faults: all,
    notices,
    run: evidence?.run ?? null,
    pack: name && version !== undefined && contentHash ? { name, version, contentHash } : null,
    startedAt: evidence?.startedAt ?? null,
    endedAt: evidence?.endedAt ?? null,
    end: evidence?.end ?? null,
    head: evidence?.head ?? null,
    checked: { head: comparesHead, signedBy: all.some(({ of }) => of === 'signature') ? null : signer }
  }
}
