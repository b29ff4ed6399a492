/**
 * What is signed of an answer: the answer as it is recorded, and what it is given to, as a text that people can read and that
 * is the same for everybody who makes it of the same journal.
 */
import type { AnswerSignature, RunEventBody } from '@keys/schema'
import * as z from 'zod'
import type { AnswerPlace } from './answer-place.js'

/** The name under which answers are signed: a signature over anything else is none over an answer. */
export const ANSWER_NAMESPACE = 'keys-answer'

/** An answer with its signature, as it is handed over. */
export interface SignedAnswer {
  /** The text that was signed. */
  statement: string
  /** The signature, as `ssh-keygen -Y sign` writes it. */
  signature: string
}

/** What the check of a signature came to. */
export type SignatureCheck =
  | { type: 'valid'; signer: string; key: string }
  /** It is of that text, by a key that is not listed. */
  | { type: 'unknown-signer'; key: string; message: string }
  | { type: 'invalid'; message: string }
  /** Nobody here can tell. */
  | { type: 'not-checked'; message: string }

/** Checks signatures against a list of who may sign. */
export interface Signers {
  /**
   * Checks a signature.
   * @param answer The text and its signature.
   * @param at When it was signed, ISO 8601: keys may be listed for a time.
   */
  check(answer: SignedAnswer, at: string): SignatureCheck
}

/** To which end of a journal an answer is given, and when. */
export type StatementTimes = Pick<AnswerSignature, 'head' | 'signedAt' | 'expiresAt'>

/**
 * The text to sign.
 * @param body The answer as it is recorded; how it came, and its place in the chain, are no part of it.
 * @param place What it is given to.
 * @param times To which end of the journal, and when.
 */
export function statementOf(body: RunEventBody, place: AnswerPlace, times: StatementTimes): string {
  const { run, contentHash, host, folder } = place
  const answer = Object.fromEntries(Object.entries(body).filter(([name]) => !BESIDE.has(name)))
  const { head, signedAt, expiresAt } = times
  const all = {
    statement: ANSWER_NAMESPACE,
    version: 1,
    run,
    contentHash,
    host,
    folder,
    head,
    signedAt,
    expiresAt,
    answer
  }
  return `${JSON.stringify(sorted(all), null, 2)}\n`
}

/** What is said of an answer, and not by it. */
const BESIDE: ReadonlySet<string> = new Set(['channel', 'signature', 'sequence', 'at', 'previous', 'hash'])

/** A value whose names are in one order, whoever wrote it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([name, part]) => [name, sorted(part)])
  )
}

/** A time as a clock of a run gives it; one of another form would be no event of a journal. */
const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)))

const statementSchema = z.object({
  statement: z.literal(ANSWER_NAMESPACE),
  version: z.literal(1),
  run: z.string(),
  contentHash: z.string(),
  host: z.string().nullable().catch(null),
  folder: z.string().nullable().catch(null),
  head: z.string(),
  signedAt: time,
  expiresAt: time,
  answer: z.record(z.string(), z.unknown())
})

/** What a text that was signed says. */
export type ReadStatement = Readonly<z.infer<typeof statementSchema>>

/**
 * Reads a text that was signed.
 * @param text The text.
 * @returns Null for what is not a statement of an answer.
 */
export function readStatement(text: string): ReadStatement | null {
  return statementSchema.safeParse(parsed(text)).data ?? null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
