/**
 * Options that several commands share. Nothing else is imported here: every call of `keys` reads this file.
 */
import type { OptionDefinition, OptionValues } from '../command.js'

/** The option of all commands that use runs. */
export const RUNS_OPTION = {
  flags: '--runs <folder>',
  summary: 'The folder in which runs are kept; else $KEYS_RUNS, else keys/runs where the system keeps state.'
} as const satisfies OptionDefinition

/** The option of all commands that run what a pack says. */
export const TRUST_OPTION = {
  flags: '--run-commands',
  summary: 'Let a pack from elsewhere run its commands unasked; remembered for this very text.'
} as const satisfies OptionDefinition

/** The options of commands that ask. */
export const PERSON_OPTIONS = [
  {
    flags: '--plain',
    summary: 'Whole lines in place of single keys: for screen readers, simple terminals and piped answers.'
  },
  { flags: '--yes', summary: 'Run read-only steps and go on by what they print. Everything else still needs a person.' }
] as const satisfies readonly OptionDefinition[]

/** The option of all commands that write into a run. */
export const OPERATOR_OPTION = {
  flags: '--operator <name>',
  summary: 'Who answers, for the record; else $KEYS_OPERATOR, else $SUDO_USER, else the account.'
} as const satisfies OptionDefinition

/** The option of commands that go on with a run. */
export const HERE_OPTION = {
  flags: '--here',
  summary: 'Run the commands in this folder from now on, not in the one in which the run was started.'
} as const satisfies OptionDefinition

/** The option of commands that may find a run locked. */
export const TAKE_OVER_OPTION = {
  flags: '--take-over',
  summary: 'Take the lock of another machine, of which nobody here knows whether it still writes.'
} as const satisfies OptionDefinition

/** The option of commands that open a run which has ended. */
export const REOPEN_OPTION = {
  flags: '--reopen <reason>',
  summary: 'Go on with a run that escalated or was ended, and why. One that is resolved stays so.'
} as const satisfies OptionDefinition

/** The option of commands in which a person answers. */
export const SIGN_OPTION = {
  flags: '--sign <key>',
  summary: 'The key of ssh that signs answers, where the run takes them signed; else signingKey of your configuration.'
} as const satisfies OptionDefinition

type RunFlags = readonly [
  ...typeof PERSON_OPTIONS,
  typeof RUNS_OPTION,
  typeof TRUST_OPTION,
  typeof OPERATOR_OPTION,
  typeof HERE_OPTION,
  typeof TAKE_OVER_OPTION,
  typeof REOPEN_OPTION,
  typeof SIGN_OPTION
]

/** What may be typed for a run: a command has those that it takes. */
export type RunOptions = Partial<OptionValues<RunFlags>>
