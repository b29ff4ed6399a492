/**
 * What is searched for, wherever it comes from: words, a file, or what is piped in.
 */
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError, type Terminal } from './command.js'

/** Of a longer text the end is read: what is newest stands there. */
const MOST_BYTES = 16_000_000

/** What is searched for. */
export interface FindInput {
  text: string
  /** How many bytes before it were left out, because there is too much. */
  leftOut: number
}

/**
 * Reads what is searched for.
 * @param words As typed; `-` stands for what is piped in.
 * @param file The path of a file; undefined for none.
 * @param terminal Where the command runs.
 * @returns Null when nothing was given and nothing is piped in.
 * @throws {UsageError} When the file cannot be read.
 */
export async function findInput(
  words: readonly string[],
  file: string | undefined,
  { folder, person }: Pick<Terminal, 'folder' | 'person'>
): Promise<FindInput | null> {
  const typed = words
    .filter((word) => word !== '-')
    .join(' ')
    .trim()
  if (file !== undefined) return joined(typed, await fileEnd(resolve(folder, file), file))
  const isPiped = words.includes('-') || (typed === '' && person.input.isTTY !== true)
  if (isPiped) return joined(typed, await endOf(person.input))
  return typed === '' ? null : { text: typed, leftOut: 0 }
}

function joined(typed: string, { text, leftOut }: FindInput): FindInput | null {
  const whole = `${text}\n${typed}`.trim()
  return whole === '' ? null : { text: whole, leftOut }
}

async function fileEnd(path: string, shown: string): Promise<FindInput> {
  try {
    return await endOf(createReadStream(path))
  } catch (error) {
    throw new UsageError(
      `${shown} cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}.`,
      'Name a text file, or pipe the text in: tail -200 app.log | keys find'
    )
  }
}

/** The end of a stream; all of it when it is not too long. */
async function endOf(stream: AsyncIterable<Buffer | string>): Promise<FindInput> {
  const chunks: Buffer[] = []
  let size = 0
  let leftOut = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes)
    size += bytes.length
    while (size - (chunks[0]?.length ?? 0) >= MOST_BYTES) {
      const dropped = chunks.shift()?.length ?? 0
      size -= dropped
      leftOut += dropped
    }
  }
  return { text: Buffer.concat(chunks).toString('utf8'), leftOut }
}
