/**
 * Which answers a team takes with a signature alone, and whose: `signedAnswers` of its keys.config.json.
 */
import { join, resolve } from 'node:path'
import { configSchema, type SignedAnswers } from '@keys/schema'
import {
  CONFIG_FILE,
  isTrusted,
  projectFolders,
  readRegularText,
  trustedUsers,
  UsageError,
  type Place
} from '@keys/pack'

/** What a team demands of answers. */
export interface TeamSigners {
  signedAnswers: SignedAnswers
  /** Absolute path of the list of who may sign. */
  allowedSigners: string
}

/**
 * What the team demands of answers in a folder: the nearest configuration in it or above, up to the root of its project.
 * @param place The folder, and the environment of the command.
 * @returns Null when it demands nothing.
 * @throws {UsageError} When a configuration seems to demand it and cannot be understood, or belongs to another user.
 */
export function signedAnswersAt({ folder, environment }: Place): TeamSigners | null {
  const users = trustedUsers(environment)
  const home = environment['HOME']
  for (const dir of projectFolders(folder, users, ...(home === undefined ? [] : [home]))) {
    const text = textOf(dir)
    if (text === null) continue
    if (!text.includes('"signedAnswers"')) return null
    const file = join(dir, CONFIG_FILE)
    if (!isTrusted(file, users))
      throw new UsageError(`${file} demands signed answers and belongs to another user.`, 'To use it: chown it.')
    const read = configSchema.shape.signedAnswers.safeParse(fieldOf(text))
    if (!read.success) throw new UsageError(`\`signedAnswers\` in ${file} cannot be understood.`, EXPECTED)
    const { data } = read
    if (data === undefined) return null
    return { signedAnswers: data.for, allowedSigners: resolve(dir, data.allowedSigners) }
  }
  return null
}

const EXPECTED = 'It is {"for": "effects", "allowedSigners": "ops/allowed_signers"}; "decisions" demands more.'

function textOf(dir: string): string | null {
  try {
    return readRegularText(dir, CONFIG_FILE)
  } catch {
    return null
  }
}

/** The field of a configuration; what is no configuration has one that nobody understands. */
function fieldOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'signedAnswers' in value ? value.signedAnswers : undefined
  } catch {
    return null
  }
}
