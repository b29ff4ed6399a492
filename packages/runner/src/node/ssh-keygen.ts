/**
 * Signs heads and checks their signatures with the `ssh-keygen` of the machine.
 */
import { spawnSync } from 'node:child_process'
import { UsageError } from '@keys/pack'
import type { EvidenceContent } from '../evidence/bundle.js'
import { SIGNATURE_NAMESPACE } from '../evidence/report.js'
import { shownHeads } from '../evidence/heads.js'
import { readJournal } from '../journal/journal.js'

/** The text that is signed: the head on a line. */
export function signedText(head: string): string {
  return `${head}\n`
}

/**
 * Signs a head.
 * @param head 64 hexadecimal digits.
 * @param key Path of a private key, or of a public one whose private part an agent has.
 * @param folder Path of the folder to which it is relative.
 * @returns The signature, as a text.
 * @throws {UsageError} When it cannot be signed.
 */
export function signHead(head: string, key: string, folder: string): string {
  const { status, stdout, stderr } = sshKeygen(
    ['-Y', 'sign', '-n', SIGNATURE_NAMESPACE, '-f', key],
    signedText(head),
    folder
  )
  if (status === 0) return stdout
  throw new UsageError(`The head was not signed: ${stderr.trim()}`, 'Name a key of ssh: --sign ~/.ssh/id_ed25519')
}

export interface Signature {
  /** Path of the signature. */
  file: string
  /** Path of the list of who may sign, as ssh-keygen(1) describes it under ALLOWED SIGNERS. */
  allowedSigners: string
  /** Who should have signed, as that list names him. */
  identity: string
}

/**
 * Checks a signature of a head.
 * @param head 64 hexadecimal digits.
 * @param signature The signature, and who should have made it.
 * @param folder Path of the folder to which paths are relative.
 * @returns Why it does not hold; null when it does.
 * @throws {UsageError} When it cannot be checked.
 */
export function signatureFault(
  head: string,
  { file, allowedSigners, identity }: Signature,
  folder: string
): string | null {
  const args = ['-Y', 'verify', '-n', SIGNATURE_NAMESPACE, '-f', allowedSigners, '-I', identity, '-s', file]
  // Signed without its line end it is the same head.
  const outcomes = [signedText(head), head].map((text) => sshKeygen(args, text, folder))
  if (outcomes.some(({ status }) => status === 0)) return null
  const [{ stderr, stdout } = { stderr: '', stdout: '' }] = outcomes
  return `The signature is none of ${identity} over the head ${head}: ${(stderr || stdout).trim().replaceAll('\n', '; ')}`
}

/** Heads against which a signature is held: one for each file that was added since the end, and for each session. */
const MOST_HEADS = 40

/**
 * Checks a signature of evidence, over its head or over one that it had before: files may have been added since, or it went on.
 * @param evidence The evidence.
 * @param signature The signature, and who should have made it.
 * @param folder Path of the folder to which paths are relative.
 * @returns Why it does not hold, or null; and the head over which it was made when that is not the last one.
 * @throws {UsageError} When it cannot be checked.
 */
export function signatureOfRun(
  { head, journal }: EvidenceContent,
  signature: Signature,
  folder: string
): { message: string | null; head: string | null } {
  const message = signatureFault(head.hash, signature, folder)
  if (message === null) return { message, head: null }
  const { events } = readJournal(new TextEncoder().encode(journal.map((line) => `${line}\n`).join('')))
  const others = shownHeads(events)
    .filter((hash) => hash !== head.hash)
    .slice(0, MOST_HEADS)
  const signed = others.find((hash) => signatureFault(hash, signature, folder) === null)
  return signed === undefined ? { message, head: null } : { message: null, head: signed }
}

function sshKeygen(args: readonly string[], input: string, folder: string) {
  const { error, status, stdout, stderr } = spawnSync('ssh-keygen', args, { cwd: folder, input, encoding: 'utf8' })
  if (!error) return { status, stdout, stderr }
  throw new UsageError(
    `ssh-keygen could not be started: ${error.message}.`,
    'Install OpenSSH 8.1 or newer and put it on PATH; all but signatures works without it.'
  )
}
