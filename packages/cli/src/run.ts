/**
 * The command line: reads arguments, runs a command, turns what it came to into an exit code.
 */
import { Command, CommanderError, Option } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { asCalled } from '@keys/pack/invocation'
import { mayHaveSettingsFault } from '@keys/pack/settings-doubt'
import { visibleLines } from '@keys/pack/visible'
import {
  EXIT,
  GROUPS,
  isRefusal,
  refusalText,
  UsageError,
  type CommandDefinition,
  type ExitCode,
  type Terminal
} from './command.js'
import { registry } from './registry.js'

const AFTER_HELP = `
What a command takes: keys help <command>
Exit codes: 0 all is well, 1 findings, 2 wrong usage, 3 a fault of keys itself.
A run ends with 0 resolved, 1 nobody there to decide, 10 escalated,
11 wrong runbook, 12 stopped, 13 waiting for a later window.
`

/**
 * Runs the command line.
 * @param args The arguments after the name of the command.
 * @param terminal Where to write.
 * @returns The exit code. This never throws.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok
  // A command that is named needs no other.
  const named = registry.filter(({ name }) => name === args[0])
  const program = programOf(named.length === 0 ? registry : named, terminal, (result) => {
    code = result
  })
  try {
    if (args.length === 0) {
      terminal.stdout(program.helpInformation())
      return EXIT.ok
    }
    await program.parseAsync(args[0] === 'help' ? helpArguments(args[1]) : args, { from: 'user' })
    return code
  } catch (error) {
    return explain(error, terminal)
  }
}

/** What `keys help` stands for; a command that is none is refused as it is anywhere. */
function helpArguments(about = '--help'): string[] {
  return registry.some(({ name }) => name === about) ? [about, '--help'] : [about === 'help' ? '--help' : about]
}

function programOf(
  definitions: readonly CommandDefinition[],
  terminal: Terminal,
  done: (code: ExitCode) => void
): Command {
  const program = new Command('keys')
    .description('Runbooks as packages: find and follow them, prove what was done, write and publish them.')
    .version(packageJson.version, '-v, --version', 'Show the version.')
    .helpOption('-h, --help', 'Show this help.')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .showHelpAfterError(asCalled('See what can be typed: keys --help', terminal.environment))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout(text),
      writeErr: (text) => terminal.stderr(visibleLines(text)),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
      // Otherwise it asks the streams of Node, which take long to load.
      getOutHasColors: () => terminal.color,
      getErrHasColors: () => terminal.color
    })
    .configureHelp({ subcommandTerm: termOf })
    .addHelpText('after', asCalled(AFTER_HELP, terminal.environment))
  for (const definition of inOrder(definitions)) program.addCommand(commandOf(definition, terminal, done))
  for (const command of program.commands) {
    const line = asCalled(`See what it takes: keys ${command.name()} --help`, terminal.environment)
    command.copyInheritedSettings(program).showHelpAfterError(line)
  }
  return program
}

/** By group, then by order: the order in which the help shows them. */
function inOrder(definitions: readonly CommandDefinition[]): CommandDefinition[] {
  const groups = Object.keys(GROUPS)
  return definitions.toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || a.order - b.order)
}

/** A command in the list of all: without `[options]`, which nearly all have. */
function termOf(command: Command): string {
  const names = command.registeredArguments.map((argument) => {
    const name = argument.name() + (argument.variadic ? '...' : '')
    return argument.required ? `<${name}>` : `[${name}]`
  })
  return [command.name(), ...names].join(' ')
}

function commandOf(definition: CommandDefinition, terminal: Terminal, done: (code: ExitCode) => void): Command {
  const help = `See what it takes: keys ${definition.name} --help`
  const command = new Command(definition.name)
    .helpGroup(GROUPS[definition.group])
    .summary(definition.summary)
    .description(definition.description ?? definition.summary)
  for (const { name, summary } of definition.arguments ?? []) command.argument(name, summary)
  for (const { flags, summary, choices, default: value, isRepeatable } of definition.options ?? []) {
    const option = new Option(flags, summary)
    if (choices) option.choices([...choices])
    else if (option.required)
      option.argParser<string | readonly string[] | undefined>((given, before) => {
        if (given.trim() === '') throw new UsageError(`--${option.name()} is empty.`, help)
        return isRepeatable === true ? [before ?? [], given].flat() : given
      })
    if (value !== undefined) option.default(value)
    command.addOption(option)
  }
  if (definition.takesAnyWords === true) command.allowUnknownOption()
  const examples = definition.examples
    .map(({ line, summary }) => `  ${asCalled(line, terminal.environment)}\n      ${summary}`)
    .join('\n')
  return command.addHelpText('after', `\nExamples:\n${examples}\n`).action(async () => {
    if (definition.takesAnyWords !== true) refuseEmpty(command, help)
    const input = { arguments: command.args, options: command.opts(), commands: registry }
    await warnOfSettings(definition, terminal)
    if (definition.isQuick !== true) (await import('./v8-flags.js')).limitCompiling()
    done(await definition.run(input, terminal))
  })
}

/** A variable of a script that is not set: taken for nothing, it would mean any run, or the folder in which one stands. */
function refuseEmpty({ args, registeredArguments }: Command, help: string): void {
  const argument = registeredArguments[Math.min(args.indexOf(''), registeredArguments.length - 1)]
  if (argument !== undefined) throw new UsageError(`The argument <${argument.name()}> is empty.`, help)
}

/** Whoever looks for a runbook learns that the settings count for nothing: `keys validate` and the like refuse to go on. */
async function warnOfSettings({ group }: CommandDefinition, terminal: Terminal): Promise<void> {
  const { folder, environment } = terminal
  if ((group !== 'incident' && group !== 'read') || !mayHaveSettingsFault(folder)) return
  const { settingsFault } = await import('@keys/pack')
  const fault = settingsFault(folder, environment)
  if (fault !== null) terminal.stderr(`${fault} ${asCalled('What is wrong with it: keys doctor', environment)}\n`)
}

/** What the machine refuses: no fault of keys, nor of a pack. */
function isRefused(error: unknown): error is Error {
  // By its name: only commands that keep runs import the runner.
  return isRefusal(error) || (error instanceof Error && error.name === 'StorageError')
}

/** By its name: only commands that write import what throws the second, and what commands start with has a class of its own. */
function saysWhatToDo(error: unknown): error is Error & { hint: string } {
  return error instanceof Error && /^(?:Usage|UnsafeTarget)Error$/.test(error.name) && 'hint' in error
}

/** Says what went wrong to somebody who can do something about it. */
function explain(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (saysWhatToDo(error)) {
    terminal.stderr(visibleLines(`${error.message}\n${asCalled(error.hint, terminal.environment)}\n`))
    return EXIT.usage
  }
  if (error instanceof Error && error.name === 'InterruptedError') {
    terminal.stderr(`${error.message}\n`)
    return EXIT.interrupted
  }
  if (isRefused(error)) {
    terminal.stderr(visibleLines(refusalText(error)))
    return EXIT.usage
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  terminal.stderr(
    `Internal error in keys (your packs are not the cause). Please report it:\n${packageJson.bugs}\n\n${reason}\n`
  )
  return EXIT.failure
}
