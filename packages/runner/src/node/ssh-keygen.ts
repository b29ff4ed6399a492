/**
 * Signs heads and answers, and checks their signatures with the `ssh-keygen` of the machine.
 */
import { spawnSync, type StdioOptions } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '@keys/pack'
import type { EvidenceContent } from '../evidence/bundle.js'
import { SIGNATURE_NAMESPACE } from '../evidence/report.js'
import { shownHeads } from '../evidence/heads.js'
import { readJournal } from '../journal/journal.js'
import { ANSWER_NAMESPACE, type SignatureCheck, type SignedAnswer, type Signers } from '../run/answer-statement.js'

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
  return sign(signedText(head), { what: 'The head', namespace: SIGNATURE_NAMESPACE, key, folder })
}

/**
 * Signs an answer. A key with a passphrase asks for it at the terminal, a security key wants to be touched.
 * @param statement What is signed.
 * @param key Path of a private key, or of a public one whose private part an agent has.
 * @param folder Path of the folder to which it is relative.
 * @param isAtTerminal Whether a person reads what ssh-keygen says meanwhile.
 * @throws {UsageError} When it cannot be signed.
 */
export function signAnswer(statement: string, key: string, folder: string, isAtTerminal = false): SignedAnswer {
  const how = { what: 'The answer', namespace: ANSWER_NAMESPACE, key, folder, isAtTerminal }
  return { statement, signature: sign(statement, how) }
}

interface SigningOptions {
  what: string
  namespace: string
  key: string
  folder: string
  isAtTerminal?: boolean
}

function sign(text: string, { what, namespace, key, folder, isAtTerminal = false }: SigningOptions): string {
  const args = ['-Y', 'sign', '-n', namespace, '-f', key]
  const { status, stdout, stderr } = sshKeygen(args, text, folder, isAtTerminal)
  if (status === 0) return stdout
  const reason = isAtTerminal ? `ssh-keygen could not use the key ${key}` : stderr.trim()
  throw new UsageError(`${what} was not signed: ${reason}`, 'Name a key of ssh: --sign ~/.ssh/id_ed25519')
}

/**
 * Checks signatures of answers.
 * @param allowedSigners Absolute path of the list of who may sign; null for none: then each key is unknown, and named.
 */
export function sshSigners(allowedSigners: string | null): Signers {
  return {
    check: ({ statement, signature }, at) => {
      try {
        return inTemporaryFile(signature, (file) => checked(statement, file, allowedSigners, at))
      } catch (error) {
        if (error instanceof UsageError) return { type: 'not-checked', message: error.message }
        throw error
      }
    }
  }
}

function checked(statement: string, file: string, allowedSigners: string | null, at: string): SignatureCheck {
  const verify = (...args: string[]) => sshKeygen(['-Y', ...args, '-n', ANSWER_NAMESPACE, '-s', file], statement, '/')
  const own = verify('check-novalidate')
  const key = / key (SHA256:[\w+/=]+)/.exec(own.stdout)?.[1]
  if (own.status !== 0 || key === undefined)
    return { type: 'invalid', message: `the signature is not one over the answer: ${inLine(own.stderr || own.stdout)}` }
  const unknown = { type: 'unknown-signer', key, message: `its key ${key} is none of the signers` } as const
  if (allowedSigners === null) return unknown
  // Keys may be listed for a time: what counts is when it was signed.
  const list = ['-f', allowedSigners, `-Overify-time=${at.replaceAll(/[-:T]|\.\d+/g, '')}`]
  const found = sshKeygen(['-Y', 'find-principals', '-s', file, ...list], '', '/')
  const signer = found.stdout
    .split('\n')
    .find((name) => name !== '' && verify('verify', '-I', name, ...list).status === 0)
  if (signer !== undefined) return { type: 'valid', signer, key }
  return existsSync(allowedSigners)
    ? unknown
    : { type: 'not-checked', message: `the list of signers ${allowedSigners} is not there` }
}

function inLine(text: string): string {
  return text.trim().replaceAll('\n', '; ')
}

function inTemporaryFile<Result>(text: string, work: (file: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'keys-answer-'))
  try {
    writeFileSync(join(folder, 'sig'), text, { mode: 0o600 })
    return work(join(folder, 'sig'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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

function sshKeygen(args: readonly string[], input: string, folder: string, isAtTerminal = false) {
  const stdio: StdioOptions = ['pipe', 'pipe', isAtTerminal ? 'inherit' : 'pipe']
  const { error, status, stdout, stderr } = spawnSync('ssh-keygen', args, {
    cwd: folder,
    input,
    encoding: 'utf8',
    stdio
  })
  // One that has nothing to sign with ends before it has read the text; how it ended says why.
  const hasEndedEarly = error !== undefined && 'code' in error && error.code === 'EPIPE' && status !== null
  if (!error || (hasEndedEarly && status !== 0)) return { status, stdout, stderr }
  throw new UsageError(
    `ssh-keygen could not be started: ${error.message}.`,
    'Install OpenSSH 8.1 or newer and put it on PATH; all but signatures works without it.'
  )
}
