/**
 * What a command is. Each file in `commands/` defines one; what it needs to run it imports when it is called, so that
 * others start fast.
 */
// By itself: what every command starts with holds nothing else of that package.
export { isRefusal, isUsageError, refusalText, UsageError } from '@keys/pack/usage-error'

export type { Person, Terminal } from '@keys/terminal'
import type { Terminal } from '@keys/terminal'

/**
 * Exit codes. 0 to 3 are the same for all commands; the others say how a run ended or was left: `ok` is resolved, and
 * `findings` that a person is needed and nobody was there.
 */
export const EXIT = {
  ok: 0,
  findings: 1,
  usage: 2,
  failure: 3,
  escalated: 10,
  wrongRunbook: 11,
  stopped: 12,
  waiting: 13,
  /** Evidence whose head is that of an earlier event: it is proved up to there, and the run went on. */
  wentOn: 14,
  /** Broken off by a signal, as shells tell it of Ctrl-C. */
  interrupted: 130
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** An option, such as `--format <name>`. */
export interface OptionDefinition {
  flags: string
  summary: string
  /** The values that are allowed; absent for any. */
  choices?: readonly string[]
  default?: string
  /** Whether it may be given more than once; the command then gets a list. */
  isRepeatable?: boolean
}

/** For commands that read runbooks. The names are those of `ENGINE_NAMES`, which a command that only shows its help does not load. */
export const ENGINE_OPTION = {
  flags: '--engine <name>',
  summary: 'The Markdown engine; remark is slower and needs no binary of the platform.',
  choices: ['native', 'remark'],
  default: 'native'
} as const satisfies OptionDefinition

/** The groups of the help, by the moment in which somebody needs them, in the order in which they are shown. */
export const GROUPS = {
  incident: 'In an incident:',
  afterwards: 'Afterwards:',
  read: 'Read:',
  write: 'Write:',
  publish: 'Publish:'
} as const
export type Group = keyof typeof GROUPS

/** What a command is, whatever it takes. */
export interface CommandDefinition extends Omit<Definition<readonly OptionDefinition[]>, 'run'> {
  run(input: CommandInput<AnyOptions>, terminal: Terminal): Promise<ExitCode>
}

/**
 * Defines a command. What it runs is told its options by their names and with their types, as `flags`, `choices` and
 * `default` say.
 */
export function defineCommand<const Options extends readonly OptionDefinition[] = readonly []>(
  definition: Definition<Options>
): CommandDefinition {
  return definition
}

interface Definition<Options extends readonly OptionDefinition[]> {
  name: string
  /** The group of the help in which it stands. */
  group: Group
  /** Its order there, from 1: groups are read in the order of the work, not of the alphabet. */
  order: number
  /** Arguments, as the help shows them: `<slug>`, `[paths...]`. */
  arguments?: readonly { name: string; summary: string }[]
  /** What it does, for the list of all commands: fits on one line there, at 80 columns. */
  summary: string
  /** What it does, with what the summary has no room for: the first lines of its own help. Without it: the summary. */
  description?: string
  options?: Options
  /** Whether words that look like options, such as `-ERR`, are arguments. */
  takesAnyWords?: boolean
  /** Whether it only shows what packs say, and never looks into what their commands do. */
  isQuick?: boolean
  /** Lines that can be typed as they are, with what they do. */
  examples: readonly { line: string; summary: string }[]
  /**
   * Runs the command.
   * @param input Its arguments and options as given.
   * @param terminal Where to write.
   * @returns The exit code.
   * @throws {UsageError} For what the caller can fix.
   */
  run(input: CommandInput<OptionValues<Options>>, terminal: Terminal): Promise<ExitCode>
}

/** What was typed. */
export interface CommandInput<Options extends AnyOptions> {
  arguments: readonly string[]
  options: Options
  /** All commands that there are. */
  commands: readonly CommandDefinition[]
}

type AnyOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** Options by their names, with the values that they may have. */
export type OptionValues<Options extends readonly OptionDefinition[]> = {
  readonly [Option in Options[number] as OptionName<Option['flags']>]: OptionValue<Option>
}

/** `--dry-run` is `dryRun`, and `--no-cache` is `cache`. */
type OptionName<Flags extends string> = Flags extends `--no-${infer Name}`
  ? Camel<Name>
  : Flags extends `--${infer Name} ${string}`
    ? Camel<Name>
    : Flags extends `--${infer Name}`
      ? Camel<Name>
      : never
type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name

type OptionValue<Option extends OptionDefinition> = Option extends { flags: `${string} ${string}` }
  ? Option extends { isRepeatable: true }
    ? readonly string[] | undefined
    : OneOf<Option> | (Option extends { default: string } ? never : undefined)
  : Option extends { flags: `--no-${string}` }
    ? boolean
    : true | undefined
type OneOf<Option extends OptionDefinition> = Option extends { choices: readonly (infer Choice)[] } ? Choice : string
