/**
 * What can be done beside answering: notes, reading, the list, going back, escalating, leaving.
 */
import { lastExecution, type CommandView, type Situation } from '@keys/runner'
import { gap, text, type Block } from './blocks.js'
import { runCommand } from './commands.js'
import type { Desk } from './desk.js'
import { changeInputs } from './inputs.js'
import { Left } from './interrupts.js'
import { KEYS, type Aside } from './questions.js'
import { optionWords } from './ways.js'
import { wholeText } from './whole-text.js'
import { BOXES, nameOf } from './words.js'

/** The run waits for a later window; the session is over. */
export class Waiting extends Error {
  constructor() {
    super('the run waits')
    this.name = 'Waiting'
  }
}

/**
 * Does what a key stands for.
 * @param desk The session and the person.
 * @param situation Where the run stands.
 * @param aside What was asked for.
 * @throws {Left} When the person stops.
 * @throws {Waiting} When the run waits for a later window.
 */
export async function doAside(desk: Desk, situation: Situation, aside: Aside): Promise<void> {
  const { dialogue, session } = desk
  switch (aside) {
    case 'again':
      return runAgain(desk, situation)
    case 'skip':
      return skip(desk, situation)
    case 'note': {
      const words = await desk.words('Note')
      if (words !== null && (await desk.perform({ type: 'note', text: words }))) dialogue.show([text('Noted.', 'dim')])
      return
    }
    case 'escalate': {
      const reason = await desk.words('Why do you escalate')
      if (reason !== null) await desk.perform({ type: 'escalate', reason })
      return
    }
    case 'back':
      await desk.perform({ type: 'go-back' })
      return
    case 'read':
      return dialogue.page(wholeText(session.state.pack.files['README.md'] ?? ''))
    case 'list':
      return dialogue.page(listBlocks(desk))
    case 'inputs':
      return changeInputs(desk)
    case 'output':
      return dialogue.page(outputBlocks(desk, situation))
    case 'wait':
      if (await desk.perform({ type: 'defer' })) throw new Waiting()
      return
    case 'stop':
      throw new Left('stopped')
    case 'help':
      return dialogue.page(helpBlocks())
  }
}

async function runAgain(desk: Desk, situation: Situation): Promise<void> {
  const ran = situation.commands.filter(({ execution }) => execution !== null)
  const [only] = ran
  if (only && ran.length === 1) return runCommand(desk, situation, only)
  const chosen = await desk.dialogue.choose<CommandView | null>({
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
    keys: []
  })
  if (chosen) await runCommand(desk, situation, chosen)
}

function firstLine({ command }: CommandView): string {
  return (
    command.code
      .split('\n')
      .find((line) => line.trim().length > 1)
      ?.trim() ?? ''
  )
}

async function skip(desk: Desk, { options }: Situation): Promise<void> {
  const option =
    options.length === 1
      ? options[0]
      : await desk.dialogue.choose({
          head: [text('Where does it go on without this step?', 'strong')],
          options: [
            ...options.map((option) => ({ ...optionWords(desk.session.state, option), value: option })),
            { value: null, label: 'Do not skip, go back' }
          ],
          preselected: options.length,
          keys: []
        })
  if (!option) return
  const reason = await desk.words('Why is it skipped')
  if (reason !== null) await desk.perform({ type: 'skip', choice: option.choice, reason })
}

const STATE_WORDS = {
  open: '',
  current: 'you are here',
  done: 'done',
  overridden: 'decided otherwise, or skipped',
  deferred: 'waits for its window',
  inactive: 'not on this way'
} as const

function listBlocks({ session }: Desk): Block[] {
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
        return text(`${BOXES[state]} ${nameOf(step)}${words}`, tone, 2)
      })
    ]
  })
}

function outputBlocks({ session }: Desk, { commands }: Situation): Block[] {
  const executions = commands.flatMap(({ reference }) => lastExecution(session.state, reference) ?? [])
  const last = executions.toSorted((a, b) => a.number - b.number).at(-1)
  const part = (name: string, words: string): Block[] =>
    words === '' ? [] : [text(name, 'strong'), { type: 'output', lines: words.trimEnd().split('\n') }]
  const blocks = [...part('stdout', last?.stdout ?? ''), ...part('stderr', last?.stderr ?? '')]
  return blocks.length === 0 ? [text('It printed nothing.', 'dim')] : blocks
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
        ...Object.values(KEYS).map(({ key, help }) => [key, help] as const),
        ['Ctrl-C', 'while a command runs: end it; else: ask whether to stop']
      ]
    },
    text('Everything is on the disk before the next thing is shown. Nothing runs by itself.', 'dim')
  ]
}
