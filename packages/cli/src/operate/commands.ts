/**
 * Runs, copies and reports commands.
 */
import {
  confirmationPhrase,
  missingByName,
  missingInputs,
  type CommandView,
  type Confirmation,
  type Situation
} from '@keys/runner'
import { isRequired } from '@keys/parser/model'
import type { Input } from '@keys/schema'
import { type Block, endWords, outcomeBlocks, text } from '@keys/runner/present'
import type { RunController } from './run-controller.js'
import type { Listener } from '@keys/terminal'
import { askInputs, askOptional } from './inputs.js'

/**
 * Runs a command, once everything that it needs is there.
 * @param controller The session and the person.
 * @param situation Where the run stands.
 * @param command The command.
 * @param how Whether it was allowed beforehand, as read-only ones can be; whether it gets the terminal.
 */
export async function runCommand(
  controller: RunController,
  situation: Situation,
  command: CommandView,
  { isPolicy = false, isLent = false }: { isPolicy?: boolean; isLent?: boolean } = {}
): Promise<void> {
  if (!(await hasInputs(controller, command))) return
  const confirmation = isPolicy ? ({ type: 'policy' } as const) : await confirm(controller, situation, command)
  if (confirmation === null) return
  const { reference } = command
  const { dialogue } = controller
  const terminal = isLent && dialogue.lend ? ({ terminal: true } as const) : {}
  const intent = { type: 'run-command', command: reference, confirmation, ...terminal } as const
  const answer = await controller.signed(intent)
  if (answer === null) return
  const run = (listener: Listener) => controller.perform(intent, { ...listener, answer })
  await (isLent && dialogue.lend ? dialogue.lend(run) : dialogue.watch(run))
  controller.dialogue.show(outcomeBlocks(controller.session.state, reference))
}

/** Asks for what a command still needs; whether it can run then. What may be left out is asked once. */
async function hasInputs(controller: RunController, { command, missing }: CommandView): Promise<boolean> {
  const isOpen = ({ name }: Input): boolean => !controller.leftOut.has(name)
  const byName = missingByName(controller.session.state, command).filter(isOpen)
  if (!(await askInputs(controller, [...missing.filter(isNeeded), ...byName]))) return false
  if (
    !(await askOptional(
      controller,
      missing.filter((input) => !isNeeded(input) && isOpen(input))
    ))
  )
    return false
  const needed = missingInputs(controller.session.state, command.inputs).filter(isNeeded)
  if (needed.length === 0) return true
  const names = needed.map(({ name }) => name).join(', ')
  controller.dialogue.show([
    text(`It cannot run without ${names}. Give it with i, run the command elsewhere with c, or skip with s.`, 'warning')
  ])
  return false
}

function isNeeded({ required }: Input): boolean {
  return isRequired({ required })
}

async function confirm(
  controller: RunController,
  { step }: Situation,
  { effect }: CommandView
): Promise<Confirmation | null> {
  if (effect !== 'irreversible') return { type: 'confirmed' }
  const phrase = confirmationPhrase(step)
  const typed = await controller.dialogue.ask({
    label: `Type "${phrase}" to run it`,
    head: [text('This cannot be undone. Nothing runs unless these words are typed; empty goes back.', 'bad')],
    refuse: (answer) =>
      answer === '' || answer.toLowerCase() === phrase.toLowerCase()
        ? null
        : `That is not "${phrase}". Nothing was run.`
  })
  if (typed === null || typed === '') {
    controller.dialogue.show([text('Nothing was run.', 'dim')])
    return null
  }
  return { type: 'typed', phrase: typed }
}

/**
 * Gives a command to be run elsewhere, then asks what came of it.
 * @param controller The session and the person.
 * @param command The command.
 */
export async function copyCommand(controller: RunController, command: CommandView): Promise<void> {
  const { code, interpreter } = command.command
  controller.dialogue.copy(code)
  controller.dialogue.show([
    text(`Copied, where this terminal allows it. Paste it into ${shellOf(interpreter)}; it reads:`),
    ...exportsOf(controller, command),
    { type: 'code', label: 'to paste', code }
  ])
  await reportCommand(controller, command)
}

function shellOf(interpreter: CommandView['command']['interpreter']): string {
  return interpreter === null || interpreter === 'bash' ? 'bash' : `a ${interpreter} prompt`
}

/** How the values get into another shell. Secrets are typed there, not shown here. */
function exportsOf({ session }: RunController, { command }: CommandView): Block[] {
  const lines = command.inputs.flatMap((name) => {
    const known = session.state.inputs[name]
    if (known?.value !== null && known?.value !== undefined)
      return [`export ${name}='${known.value.replaceAll("'", `'\\''`)}'`]
    return known?.secret === true ? [`read -rs ${name} && export ${name}`] : []
  })
  return [lines.length === 0 ? text('nothing', 'dim') : { type: 'code', label: 'values', code: lines.join('\n') }]
}

/**
 * Asks what came of a command that ran elsewhere.
 * @param controller The session and the person.
 * @param command The command.
 */
export async function reportCommand(controller: RunController, command: CommandView): Promise<void> {
  const status = await controller.dialogue.ask({
    label: 'Exit status that you saw',
    head: [text('Run it there, then come back. 0 is success; empty when you did not see it; Esc goes back.')],
    refuse: (answer) =>
      /^(?:|\d|\d\d|1\d\d|2[0-4]\d|25[0-5])$/.test(answer) ? null : 'An exit status is a number from 0 to 255.'
  })
  if (status === null) return
  const output = await controller.dialogue.ask({ label: 'Last line that it printed' })
  if (output === null) return
  const event = await controller.perform({
    type: 'report-command',
    command: command.reference,
    status: status === '' ? null : Number(status),
    output
  })
  if (event)
    controller.dialogue.show([
      text(`Recorded: ${endWords({ type: 'reported', status: status === '' ? null : Number(status) })}.`, 'dim')
    ])
}
