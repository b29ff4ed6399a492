/**
 * Signs what a run takes with a signature alone, at the terminal of whoever answers.
 */
import { userConfig, userConfigPath } from '@keys/pack'
import type { SignedAnswer } from '@keys/runner'
import { text } from '@keys/runner/present'
import { signAnswer } from '@keys/runner/node'
import type { Dialogue } from '@keys/terminal'
import { isUsageError, UsageError, type Terminal } from '../command.js'
import type { RunOptions } from './run-flags.js'

/** Signs a text; null when it was not signed, which the person was told. */
export type AnswerSigner = (statement: string, dialogue: Dialogue) => Promise<SignedAnswer | null>

/**
 * Makes what signs answers.
 * @param options The options of the command.
 * @param terminal The folder, the environment and the person.
 */
export function answerSigner(options: RunOptions, terminal: Terminal): AnswerSigner {
  return async (statement, dialogue) => {
    try {
      const key = signingKey(options, terminal)
      dialogue.show([
        text(
          `This run takes that only with a signature. ssh-keygen signs with ${key}: touch it, or type its passphrase, when it asks.`
        )
      ])
      const isAtTerminal = dialogue.lend !== undefined
      const sign = async (): Promise<SignedAnswer> => signAnswer(statement, key, terminal.folder, isAtTerminal)
      return await (dialogue.lend ? dialogue.lend(sign) : sign())
    } catch (error) {
      if (!isUsageError(error)) throw error
      dialogue.show([text(`Not possible: ${error.message}`, 'bad'), text(error.hint, 'dim')])
      return null
    }
  }
}

/**
 * The key with which somebody signs.
 * @throws {UsageError} When none is named.
 */
export function signingKey({ sign }: RunOptions, { environment }: Terminal): string {
  const key = sign ?? userConfig(environment).signingKey
  if (key !== undefined) return key
  throw new UsageError(
    'No key to sign with is named.',
    `Name your key of ssh: --sign ~/.ssh/id_ed25519_sk, or "signingKey" in ${userConfigPath(environment) ?? 'keys/config.json'}`
  )
}
