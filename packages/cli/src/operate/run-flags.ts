/**
 * Options that several commands share. Nothing else is imported here: every call of `keys` reads this file.
 */
import type { OptionDefinition } from '../command.js'

/** The option of all commands that use runs. */
export const RUNS_OPTION: OptionDefinition = {
  flags: '--runs <folder>',
  summary: 'The folder in which runs are kept; else $KEYS_RUNS, else keys/runs where the system keeps state.'
}

/** The options of commands that ask. */
export const PERSON_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--plain',
    summary: 'Whole lines in place of single keys: for screen readers, simple terminals and piped answers.'
  },
  { flags: '--yes', summary: 'Run read-only steps and go on by what they print. Everything else still needs a person.' }
]
