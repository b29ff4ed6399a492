/**
 * Answers as they are handed over: a file with what is signed, and its signature beside it, as ssh-keygen writes both.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { assertReplaceable, UsageError, writeOutput } from '@keys/pack'
import type { SignedAnswer } from '../run/answer-statement.js'

/** An answer, signed or to be signed. */
export type AnswerFile = Omit<SignedAnswer, 'signature'> & { signature: string | null }

/**
 * Writes an answer that only its owner reads; its signature gets the same name and `.sig`.
 * @param path Its path, from a folder.
 * @param folder The folder.
 * @throws {UsageError} When it cannot be written.
 */
export function writeAnswer(path: string, folder: string, { statement, signature }: AnswerFile): void {
  const file = resolve(folder, path)
  assertReplaceable(file)
  writeOutput(file, statement)
  if (signature !== null) writeOutput(`${file}.sig`, signature)
}

/**
 * Reads an answer with its signature.
 * @param path Its path, from a folder.
 * @param folder The folder.
 * @throws {UsageError} When one of both is not there.
 */
export function readAnswer(path: string, folder: string): SignedAnswer {
  const file = resolve(folder, path)
  return { statement: textOf(file), signature: textOf(`${file}.sig`) }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(
      `${file} cannot be read.`,
      'An answer is two files: answer.json and answer.json.sig. Make both: keys answer <run> --sign <key>'
    )
  }
}
