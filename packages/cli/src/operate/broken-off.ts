/**
 * A command that was started and not seen to its end: what is known of it, and what can be done.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { shownText, stepsNamedIn, type CommandView, type Execution, type Session } from '@keys/runner'
import { type Block, commandBlocks, detachedBlocks, duration, text, timeOf } from '@keys/runner/present'
import type { Option, Question } from '@keys/terminal'
import { stepHeading } from '@keys/parser/model'
import { KEYS, question, type Answer, type Asking } from '@keys/terminal'
import type { RunController } from './run-controller.js'

/** Lines of a command's output that are shown with the question. */
const LAST_LINES = 10

/**
 * Asks what became of a command. What looks without changing anything stands first, and is marked.
 * @param asking What is asked.
 * @param command The command.
 * @param session Knows whether its processes are still there.
 */
export function brokenOffQuestion(
  asking: Asking,
  command: CommandView,
  session: Pick<Session, 'lookAt'>
): Question<Answer> {
  const { state, situation } = asking
  const { execution } = command
  const found = execution === null ? 'unknown' : session.lookAt(execution)
  const isRunning = found === 'running'
  // What was canceled was ended with all that it started: only what is seen of it then is still there.
  const mayRun = found === 'unknown' && execution?.end?.type === 'unknown'
  const looking = lookingOptions(asking, command)
  const again: Option<Answer> = {
    value: { do: 'run', command },
    label: againLabel(command, mayRun)
  }
  // Twice at the same time does no harm where it is shown that it only looks.
  const isHarmless = command.effect === 'read-only' && (!mayRun || command.needsPerson === null)
  const named = stepsNamedIn(state.pack.runbook, situation.step).map((step): Option<Answer> => ({
    value: { do: 'go-to', step: step.id },
    label: `Go to ${stepHeading(step)}`,
    note: 'the warning of this step names it'
  }))
  const options: Option<Answer>[] = [
    ...(isRunning ? [{ value: { do: 'await-end', command } as const, label: 'Wait until it has ended' }] : []),
    ...looking,
    ...named,
    ...(isHarmless && !isRunning ? [again] : []),
    { value: { do: 'report', command }, label: 'Say what was seen', note: 'exit status and last line' },
    ...(!isHarmless && !isRunning ? [again] : []),
    ...(looking.length === 0 ? [{ value: { do: 'proceed' } as const, label: 'Continue without knowing' }] : [])
  ]
  const preselected = isRunning || looking.length + named.length > 0 || isHarmless ? 0 : null
  const asked = question(asking, {
    head: [
      ...commandBlocks(state, situation, command),
      ...knownBlocks(execution, found, asking.now()),
      ...detachedBlocks(command),
      ...outputOf(execution)
    ],
    options,
    preselected,
    enter: isRunning ? 'wait' : 'go on'
  })
  // Running it again is one of the answers, with what speaks against it: no key goes past that.
  return { ...asked, keys: asked.keys.filter(({ key }) => key !== KEYS.again.key) }
}

function againLabel({ effect }: CommandView, mayRun: boolean): string {
  const again = effect === 'read-only' ? 'Run it again (READ-ONLY)' : 'Run it again'
  if (mayRun) return `${again}: the first one may still be running`
  return effect === 'read-only' ? again : `${again}: it may have done its work already`
}

/** The verification of the step, where one of its commands was to change something. */
function lookingOptions({ situation: { commands } }: Asking, { reference }: CommandView): Option<Answer>[] {
  const verification = commands.find((other) => other.reference.part === 'verification')
  if (!verification || reference.part === 'verification') return []
  return [
    {
      value: { do: 'verify', command: verification },
      label: 'Check with the verification whether it worked (READ-ONLY)'
    }
  ]
}

function knownBlocks(execution: Execution | null, found: 'running' | 'gone' | 'unknown', now: string): Block[] {
  if (execution === null) return []
  const since = Math.max(0, Date.parse(now) - Date.parse(execution.startedAt))
  const group = execution.process?.process
  const words = {
    running: `It is still running (${duration(since)}), as process ${group ?? 0} on ${execution.host ?? 'this machine'}. To end it by hand: kill -TERM -- -${group ?? 0}`,
    gone: 'Its processes are gone. How it ended was not recorded.',
    unknown: `How it ended was not recorded, and from here nobody can tell whether it still runs${execution.host === null ? '' : ` on ${execution.host}`}.`
  }
  if (execution.end?.type === 'canceled')
    return [
      text(
        `It was canceled${execution.duration === null ? '' : ` after ${duration(execution.duration)}`}: it may have done all, some or nothing of its work.`,
        'warning'
      ),
      ...(found === 'running' ? [text(words.running, 'bad')] : [])
    ]
  return [
    text(
      `It was started at ${timeOf(execution.startedAt, now)}, and the session was cut off before its end.`,
      'warning'
    ),
    text(words[found], found === 'running' ? 'bad' : 'warning')
  ]
}

function outputOf(execution: Execution | null): Block[] {
  if (execution === null) return []
  const lines = [execution.stdout, execution.stderr].flatMap((words) =>
    words === '' ? [] : shownText(words).trimEnd().split('\n')
  )
  if (execution.end?.type === 'unknown') return [text('None of its output was recorded.', 'dim')]
  if (lines.length === 0) return [text('It had printed nothing.', 'dim')]
  return [text('What it had printed:', 'dim'), { type: 'output', lines: lines.slice(-LAST_LINES) }]
}

/** Milliseconds between two looks at a process. */
const LOOK_EVERY = 250

/**
 * Waits until the processes of a command are gone, or the person has enough of it.
 * @param controller The session and the person.
 * @param command The command.
 */
export async function awaitEnd({ session, dialogue }: RunController, { execution }: CommandView): Promise<void> {
  if (execution === null) return
  await dialogue.watch(async ({ signal }) => {
    while (!signal.aborted && session.lookAt(execution) === 'running') {
      // oxlint-disable-next-line no-await-in-loop -- It is the waiting that the loop is for.
      await sleep(LOOK_EVERY)
    }
  })
  const isGone = session.lookAt(execution) !== 'running'
  dialogue.show([text(isGone ? 'It has ended.' : 'It is still running.', isGone ? 'plain' : 'warning')])
}
