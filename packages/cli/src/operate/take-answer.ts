/**
 * Takes an answer that somebody signed elsewhere: does it, once its signature holds, and leaves the run again.
 */
import { intentOf, newestOpen, runNamed } from '@keys/runner'
import { readAnswer } from '@keys/runner/node'
import { lineToType, nodeName, outcomeBlocks, shortId, text, type Block } from '@keys/runner/present'
import { invocation } from '@keys/pack/invocation'
import { render } from '@keys/terminal'
import { EXIT, UsageError, type ExitCode } from '../command.js'
import { openStored, type RunContext } from './open-run.js'
import { namedRunsFolder } from './runs-folder.js'
import { withUsageErrors } from './interactive-session.js'

/**
 * Runs `keys resume --answer`.
 * @param file The answer; its signature lies beside it.
 * @param typed The run; the newest that has not ended when it is absent.
 * @param context From where it is opened.
 * @throws {UsageError} When the answer is not taken; nothing was done then.
 */
export async function takeAnswer(file: string, typed: string | undefined, context: RunContext): Promise<ExitCode> {
  const { ports, options, terminal } = context
  const called = { keys: invocation(terminal.environment), runs: namedRunsFolder(options) }
  const answer = readAnswer(file, terminal.folder)
  const run = typed === undefined ? await newestOpen(ports.storage) : await runNamed(typed, ports.storage)
  const { session } = await withUsageErrors(() => openStored(run, context, null), called)
  const show = (blocks: readonly Block[]): void =>
    terminal.stdout(`${render(blocks, { ...terminal, isPlain: true }).join('\n')}\n`)
  const again = lineToType(called, `answer ${shortId(run)}`)
  try {
    const intent = intentOf(session.state, answer.statement)
    if (intent === null) throw new UsageError(`${file} is not an answer.`, `Make one: ${again}`)
    const performed = await session.perform(intent, { answer })
    if (performed.type === 'refused')
      throw new UsageError(`The answer was not taken: ${performed.message}`, `Sign it again: ${again}`)
    show([text('The signature holds: the answer was taken.')])
    if (intent.type === 'run-command') show(outcomeBlocks(session.state, intent.command))
    const { place, pack } = session.state
    const stands =
      place.type === 'ended'
        ? `It has ended: ${nodeName(pack, place.node)}.`
        : `It stands at ${nodeName(pack, place.step)}.`
    show([text(stands, 'strong'), text(`Go on: ${lineToType(called, `resume ${shortId(run)}`)}`, 'dim')])
    await session.close(place.type === 'ended' ? 'ended' : 'stopped')
    return EXIT.ok
  } finally {
    await session.close('stopped').catch(() => undefined)
  }
}
