/**
 * What can be done beside answering: notes, reading, the list, going back, escalating, leaving.
 */
import { lastExecution, shownText, type CommandView, type Situation } from '@keys/runner'
import { badgeOf, type Block, BOXES, gap, optionWords, text, markdownBlocks } from '@keys/runner/present'
import { runCommand } from './commands.js'
import type { RunController } from './run-controller.js'
import { changeInputs } from './inputs.js'
import { SessionExit } from './interrupts.js'
import { KEYS, type Shortcut } from '@keys/terminal'
import { stepHeading } from '@keys/parser/model'

/**
 * Does what a key stands for.
 * @param controller The session and the person.
 * @param situation Where the run stands.
 * @param shortcut What was asked for.
 * @throws {SessionExit} When the person stops, or the run waits for a later window.
 */
export async function doShortcut(
  controller: RunController,
  situation: Situation,
  shortcut: Exclude<Shortcut, 'go'>
): Promise<void> {
  const { dialogue, session } = controller
  switch (shortcut) {
    case 'again':
      return runAgain(controller, situation)
    case 'skip':
      return skip(controller, situation)
    case 'note': {
      const words = await controller.words('Note')
      if (words !== null && (await controller.perform({ type: 'note', text: words })))
        dialogue.show([text('Noted.', 'dim')])
      return
    }
    case 'escalate': {
      const reason = await controller.words('Why do you escalate')
      if (reason !== null) await controller.perform({ type: 'escalate', reason })
      return
    }
    case 'back':
      await controller.perform({ type: 'go-back' })
      return
    case 'view':
      return dialogue.page(viewBlocks(situation))
    case 'read':
      return dialogue.page(markdownBlocks(session.state.pack.files['README.md'] ?? ''))
    case 'list':
      return dialogue.page(listBlocks(controller))
    case 'inputs':
      return changeInputs(controller)
    case 'output':
      return dialogue.page(outputBlocks(controller, situation))
    case 'wait':
      if (await controller.perform({ type: 'defer' })) throw new SessionExit('waiting')
      return
    case 'stop':
      throw new SessionExit('stopped')
    case 'help':
      return dialogue.page(helpBlocks())
  }
}

async function runAgain(controller: RunController, situation: Situation): Promise<void> {
  const ran = situation.commands.filter(({ execution }) => execution !== null)
  const [only] = ran
  if (only && ran.length === 1) return runUnlessBeside(controller, situation, only)
  const chosen = await controller.dialogue.choose<CommandView | null>({
    head: [text('Which command do you want to run again?', 'strong')],
    options: [
      ...ran.map((command) => ({
        value: command,
        label: `Command ${situation.commands.indexOf(command) + 1}`,
        note: firstLine(command)
      })),
      { value: null, label: 'None, go back' }
    ],
    preselected: ran.length,
    keys: [],
    back: { value: null }
  })
  if (chosen) await runUnlessBeside(controller, situation, chosen)
}

/** Runs a command again; where nobody can tell whether the first one still runs, only when the person wants it beside that. */
async function runUnlessBeside(controller: RunController, situation: Situation, command: CommandView): Promise<void> {
  const { execution } = command
  const mayRun = execution?.end?.type === 'unknown' && controller.session.lookAt(execution) === 'unknown'
  if (mayRun) {
    const wants = await controller.dialogue.choose({
      head: [text('Nobody can tell from here whether the first one still runs.', 'warning')],
      options: [
        { value: false, label: 'Do not run it again, go back' },
        { value: true, label: 'Run it again, perhaps beside the first one' }
      ],
      preselected: 0,
      keys: [],
      back: { value: false }
    })
    if (!wants) return
  }
  await runCommand(controller, situation, command)
}

function firstLine({ command }: CommandView): string {
  return (
    command.code
      .split('\n')
      .find((line) => line.trim().length > 1)
      ?.trim() ?? ''
  )
}

async function skip(controller: RunController, { options }: Situation): Promise<void> {
  const option =
    options.length === 1
      ? options[0]
      : await controller.dialogue.choose({
          head: [text('Where does it go on without this step?', 'strong')],
          options: [
            ...options.map((option) => ({ ...optionWords(controller.session.state, option), value: option })),
            { value: null, label: 'Do not skip, go back' }
          ],
          preselected: options.length,
          keys: [],
          back: { value: null }
        })
  if (!option) return
  const reason = await controller.words('Why is it skipped')
  if (reason !== null) await controller.perform({ type: 'skip', choice: option.choice, reason })
}

const STATE_WORDS = {
  open: '',
  current: 'you are here',
  done: 'done',
  overridden: 'decided otherwise, or skipped',
  deferred: 'waits for its window',
  inactive: 'not on this way'
} as const

function listBlocks({ session }: RunController): Block[] {
  const { sections } = session.state.pack.runbook
  return sections.flatMap((section) => {
    const items = session.items.filter(({ step }) => step.section === section.kind)
    if (items.length === 0) return []
    return [
      gap,
      text(section.title, 'strong'),
      ...items.map(({ step, state }) => {
        const words = STATE_WORDS[state] === '' ? '' : ` (${STATE_WORDS[state]})`
        const tone = state === 'inactive' ? 'dim' : state === 'current' ? 'strong' : 'plain'
        return text(`${BOXES[state]} ${stepHeading(step)}${words}`, tone, 2)
      })
    ]
  })
}

function outputBlocks({ session }: RunController, { commands }: Situation): Block[] {
  const executions = commands.flatMap(({ reference }) => lastExecution(session.state, reference) ?? [])
  const last = executions.toSorted((a, b) => a.number - b.number).at(-1)
  const part = (name: string, words: string): Block[] =>
    words === '' ? [] : [text(name, 'strong'), { type: 'output', lines: shownText(words).trimEnd().split('\n') }]
  const blocks = [...part('stdout', last?.stdout ?? ''), ...part('stderr', last?.stderr ?? '')]
  if (blocks.length > 0) return blocks
  return [text(last?.end?.type === 'unknown' ? 'None of its output was recorded.' : 'It printed nothing.', 'dim')]
}

function viewBlocks({ commands }: Situation): Block[] {
  return commands.map(({ command, effect }) => ({
    type: 'code',
    label: `${command.interpreter ?? ''} · ${badgeOf(effect)}`,
    code: command.code
  }))
}

function helpBlocks(): Block[] {
  return [
    text('Keys', 'strong'),
    {
      type: 'pairs',
      pairs: [
        ['Enter', 'run the command, or confirm the answer that is marked'],
        ['1 to 9, arrows', 'choose an answer'],
        ['c', 'copy the command and run it elsewhere'],
        ['t', 'run the command with this terminal, so that it can ask you: what you type there is in no record'],
        ...Object.values(KEYS).map(({ key, help }) => [key, help] as const),
        ['Ctrl-C', 'while a command runs: end it; else: ask whether to stop']
      ]
    },
    text('Everything is on the disk before the next thing is shown. Nothing runs by itself.', 'dim')
  ]
}
