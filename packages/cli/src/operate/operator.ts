/**
 * Who answers: a name that somebody gave, else who became another account with sudo, else the account.
 */
import type { RunOptions } from './run-flags.js'
import { configuredOperator } from '@keys/pack'

/** Who answers, and the account of the system. */
export interface Operator {
  operator: string
  account: string
}

/**
 * Says who answers. The account is recorded beside a name that was given: nobody checks that name.
 * @param account The account of the system.
 * @param options The options of the command.
 * @param environment Its environment.
 */
export function operatorOf(
  account: string,
  options: RunOptions,
  environment: Readonly<Record<string, string | undefined>>
): Operator {
  const { operator } = options
  const sudo = account === 'root' ? named(environment['SUDO_USER']) : null
  const set = named(operator) ?? named(environment['KEYS_OPERATOR']) ?? configuredOperator(environment)
  return { operator: set ?? sudo ?? account, account }
}

function named(value: string | undefined): string | null {
  const name = value?.trim() ?? ''
  return name === '' ? null : name
}
