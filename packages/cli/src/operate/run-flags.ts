/**
 * Options that several commands share. Nothing else is imported here: every call of `keys` reads this file.
 */
import type { OptionDefinition } from '../command.js'

/** The option of all commands that use runs. */
export const RUNS_OPTION: OptionDefinition = {
  flags: '--runs <folder>',
  summary: 'The folder in which runs are kept; else $KEYS_RUNS, else keys/runs where the system keeps state.'
}

/** The option of all commands that run what a pack says. */
export const TRUST_OPTION: OptionDefinition = {
  flags: '--run-commands',
  summary: 'Let a pack from elsewhere run its commands unasked; remembered for this very text.'
}

/** The options of commands that ask. */
export const PERSON_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--plain',
    summary: 'Whole lines in place of single keys: for screen readers, simple terminals and piped answers.'
  },
  { flags: '--yes', summary: 'Run read-only steps and go on by what they print. Everything else still needs a person.' }
]

/** The option of all commands that write into a run. */
export const OPERATOR_OPTION: OptionDefinition = {
  flags: '--operator <name>',
  summary: 'Who answers, for the record; else $KEYS_OPERATOR, else $SUDO_USER, else the account.'
}

/** The option of commands that go on with a run. */
export const HERE_OPTION: OptionDefinition = {
  flags: '--here',
  summary: 'Run the commands in this folder from now on, not in the one in which the run was started.'
}
