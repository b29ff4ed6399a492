/**
 * A pack from elsewhere shows its commands and asks, before the first of them runs here.
 */
import { UsageError, type Terminal } from '../command.js'
import type { RunOptions } from '../operate/run-flags.js'
import { createAnalyzer } from '@keys/command-analysis'
import { titleOfPack } from '@keys/runner'
import { allCommandBlocks, type Block, gap, text } from '@keys/runner/present'
import { type Dialogue, render } from '@keys/terminal'
import type { FoundPack } from '@keys/runner/node'
import { isTrustedText, trustText } from '@keys/pack'

/** What is about to be run. */
export interface UntrustedText {
  /** The text, by the hash under which it is remembered. */
  contentHash: string
  /** The pack, with its version. */
  name: string
  /** Why it is not believed, such as "it was fetched from the registry". */
  reason: string
  /** What would run: its commands, or a program. */
  shown: readonly Block[]
}

/**
 * What of a pack would run, when it is not believed.
 * @param found The pack, and why it is not believed.
 */
export async function untrustedPack({ pack, untrustedReason }: FoundPack): Promise<UntrustedText | null> {
  if (untrustedReason === null) return null
  const shown = allCommandBlocks(pack, await createAnalyzer(Object.values(pack.files)))
  return { contentHash: pack.contentHash, name: titleOfPack(pack), reason: untrustedReason, shown }
}

/**
 * Makes sure that somebody has agreed to what is about to run: before, on this machine; by an option; or now.
 * @param untrusted What is about to run; null for what is believed.
 * @param line What was typed, for the hint how to agree.
 * @param options The options of the command.
 * @param terminal Where to write, and the environment.
 * @param dialogue The person; null for nobody.
 * @returns False when the person does not want it.
 * @throws {UsageError} When nobody is there to be asked.
 */
export async function agreed(
  untrusted: UntrustedText | null,
  line: string,
  options: RunOptions,
  terminal: Pick<Terminal, 'stderr' | 'environment' | 'width'>,
  dialogue: Dialogue | null
): Promise<boolean> {
  if (untrusted === null || isTrustedText(untrusted.contentHash, terminal.environment)) return true
  if (options.runCommands !== true && !(await askedFor(untrusted, line, terminal, dialogue))) return false
  const { name, reason, contentHash } = untrusted
  trustText(contentHash, { pack: name, from: reason }, terminal.environment)
  return true
}

async function askedFor(
  { name, reason, shown }: UntrustedText,
  line: string,
  { stderr, width }: Pick<Terminal, 'stderr' | 'width'>,
  dialogue: Dialogue | null
): Promise<boolean> {
  const head = `${name} has not been run here before, and ${reason}.`
  if (dialogue === null) {
    const blocks = [text('What it would run:'), ...shown, gap]
    stderr(`${render(blocks, { width, color: false, isPlain: true }).join('\n')}\n`)
    throw new UsageError(`${head} Nothing was run.`, `Read what it would run, above. To agree: ${line} --run-commands`)
  }
  dialogue.show([text(head, 'warning'), text('What it would run:'), ...shown])
  return dialogue.choose<boolean>({
    head: [gap, text('Do you trust the author of these commands?', 'strong')],
    options: [
      { value: true, label: 'Yes', note: 'remembered for this very text' },
      { value: false, label: 'No', note: 'leave; nothing is run' }
    ],
    preselected: null,
    keys: []
  })
}

/**
 * The same for a command that talks to nobody else: the person is asked at the terminal, where there is one.
 * @param untrusted What is about to run; null for what is believed.
 * @param line What was typed, for the hint how to agree.
 * @param options The options of the command.
 * @param terminal Where to write and to ask, and the environment.
 * @returns False when the person does not want it.
 * @throws {UsageError} When nobody is there to be asked.
 */
export async function agreedNow(
  untrusted: UntrustedText | null,
  line: string,
  options: RunOptions,
  terminal: Terminal
): Promise<boolean> {
  if (untrusted === null || options.runCommands === true || !terminal.person.isOutputTTY) {
    return agreed(untrusted, line, options, terminal, null)
  }
  const { createDialogue } = await import('@keys/terminal')
  const { SessionExit, withInterrupts } = await import('../operate/interrupts.js')
  const { dialogue, isAttended } = await createDialogue(terminal, {})
  try {
    return await agreed(untrusted, line, options, terminal, isAttended ? withInterrupts(dialogue) : null)
  } catch (error) {
    if (error instanceof SessionExit) return false
    throw error
  } finally {
    await dialogue.close()
  }
}
