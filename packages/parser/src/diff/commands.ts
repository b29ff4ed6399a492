import type { Command } from '@keys/schema'
import type { Side } from './names.js'
import type { Placed, Recorder, Scope } from './recorder.js'
import { isAscending, pairEqual } from './texts.js'

/**
 * Compares commands: equal ones first; of what is left, the first has become the first, and so on.
 * @param part The field that owns them; null for those of the step itself.
 */
export function diffCommands(
  before: { side: Side; commands: readonly Command[] },
  after: { side: Side; commands: readonly Command[] },
  scope: Scope,
  part: string | null,
  record: Recorder
): void {
  const keyIn = (side: Side) => (command: Command) =>
    [`${command.interpreter} ${side.relabeled(trimmed(command.code))}`, ...scriptsIn(command)].join('\n')
  const { same, removed, added } = pairEqual(before.commands, after.commands, keyIn(before.side), keyIn(after.side))
  record.exchanged('command', scope, removed.map(placed), added.map(placed), { part })
  const placeBefore = new Map(before.commands.map((command, index) => [command, index]))
  const placeAfter = new Map(after.commands.map((command, index) => [command, index]))
  const pairs = same.toSorted((a, b) => placeAfter.get(a[1])! - placeAfter.get(b[1])!)
  if (isAscending(pairs.map(([was]) => placeBefore.get(was)!))) return
  const [was, is] = pairs[0]!
  record.altered('commands-reordered', scope, placed(was), placed(is), { part })
}

function placed({ code, position }: Command): Placed {
  return { text: code, position }
}

/** What a command runs besides its own text: another script is another command. */
function scriptsIn({ scripts = [] }: Command): string[] {
  return scripts.map(({ path, code }) => `${path}\n${trimmed(code)}`)
}

/** Without what no shell sees: white space at the end of lines, and how lines end. */
function trimmed(code: string): string {
  return code.replaceAll(/(?<![ \t])[ \t]*(?:\r\n|\r|\n|$)/g, '\n')
}
