/**
 * From a situation to the next question, and the keys that stand beside it.
 */
import {
  confirmationPhrase,
  effectOf,
  fieldOf,
  isSameChoice,
  type CommandView,
  type Prompt,
  type RunState,
  type Situation,
  type StepOption
} from '@keys/runner'
import type { Effect } from '@keys/schema'
import {
  type Block,
  fieldText,
  MOST_LINES,
  optionWords,
  readable,
  statusLine,
  text,
  timeOf
} from '@keys/runner/present'
import type { Key, Option, Question } from './dialogue.js'

/** What can be done beside answering. */
export type Shortcut =
  | 'again'
  | 'skip'
  | 'note'
  | 'view'
  | 'go'
  | 'escalate'
  | 'back'
  | 'read'
  | 'list'
  | 'inputs'
  | 'output'
  | 'wait'
  | 'stop'
  | 'help'

/** What a person answers. */
export type Answer =
  | { do: 'run' | 'lend' | 'copy' | 'report' | 'verify' | 'await-end'; command: CommandView }
  | { do: 'go-to'; step: string }
  | { do: 'acknowledge' | 'manual-action' | 'proceed' | 'rolled-back' | 'leave-as-is' }
  | { do: 'choose'; option: StepOption }
  | { do: 'shortcut'; shortcut: Shortcut }

/** All keys with what they do, in order of how often they are needed; the help says more than the line of keys. */
export const KEYS: Readonly<Record<Shortcut, { key: string; word: string; help: string }>> = {
  skip: { key: 's', word: 'skip', help: 'leave this step undone, with a reason' },
  note: { key: 'n', word: 'note', help: 'write something into the record' },
  escalate: { key: 'e', word: 'escalate', help: 'stop working on it and call for help, with a reason' },
  back: { key: 'b', word: 'back', help: 'return to the step before; what was recorded stays recorded' },
  go: { key: 'g', word: 'go on', help: 'go on by itself while it only reads, until a person is needed' },
  view: { key: 'v', word: 'view', help: 'the commands of this step, all of their lines' },
  read: { key: 'r', word: 'read', help: 'the whole runbook' },
  list: { key: 'l', word: 'list', help: 'all steps and how far each of them is' },
  inputs: { key: 'i', word: 'inputs', help: 'values that the commands read: see them, set them again' },
  output: { key: 'o', word: 'output', help: 'all that is kept of what the last command printed' },
  again: { key: 'a', word: 'again', help: 'run a command of this step once more' },
  wait: { key: 'w', word: 'wait', help: 'leave this step open until its window, and stop for now' },
  stop: { key: 'q', word: 'stop', help: 'leave; the run is kept, and keys resume goes on with it' },
  help: { key: '?', word: 'help', help: 'this list' }
}

/** The keys that do something here. */
function keysOf(situation: Situation, state: RunState): Key<Answer>[] {
  const atStep = situation.type === 'step'
  const ran = situation.commands.some(({ execution }) => execution !== null)
  const inputs = (state.pack.pack.inputs ?? []).length > 0
  const works: Record<Shortcut, boolean> = {
    again: ran,
    skip: atStep,
    note: true,
    go: atStep && effectOf(situation.step, 'step') === 'read-only',
    view: situation.commands.some(({ command }) => command.code.split('\n').length > MOST_LINES),
    escalate: atStep,
    back: situation.canGoBack,
    read: true,
    list: true,
    inputs,
    output: ran,
    wait: atStep && situation.window !== null,
    stop: true,
    help: true
  }
  const order: Shortcut[] = [
    'go',
    'view',
    'again',
    'wait',
    'skip',
    'escalate',
    'note',
    'back',
    'read',
    'list',
    'inputs',
    'output',
    'stop',
    'help'
  ]
  return order
    .filter((shortcut) => works[shortcut])
    .map((shortcut) => ({ key: KEYS[shortcut].key, word: KEYS[shortcut].word, value: { do: 'shortcut', shortcut } }))
}

/** What a question is made of beside its situation. */
export interface Asking {
  state: RunState
  /** Whether there is a terminal that a command can be given. */
  canLend: boolean
  situation: Situation
  now: () => string
}

/** A question with the keys that stand beside every one. */
export function question(
  asking: Asking,
  rest: Omit<Question<Answer>, 'status' | 'keys'> & { keys?: Key<Answer>[] }
): Question<Answer> {
  const { state, situation, now } = asking
  const keys = [...(rest.keys ?? []), ...keysOf(situation, state)]
  return { ...rest, keys, status: () => statusLine(state, situation, now()) }
}

/**
 * The question to a prompt.
 * @param asking Where the run stands.
 * @param prompt What is asked.
 */
export function questionFor(asking: Asking, prompt: Exclude<Prompt, { type: 'lost-command' }>): Question<Answer> {
  switch (prompt.type) {
    case 'rollback':
      return rollbackQuestion(asking, prompt.commands)
    case 'window':
      return windowQuestion(asking, prompt.opensAt)
    case 'precondition':
      return preconditionQuestion(asking, prompt.effect)
    case 'manual-action':
      return manualActionQuestion(asking)
    case 'command':
      return commandQuestion(asking, prompt.command)
    case 'options':
      return optionsQuestion(asking, prompt)
  }
}

/** Asks whether what has to hold holds. There is no answer that Enter gives by itself. */
function preconditionQuestion(asking: Asking, effect: Effect): Question<Answer> {
  const field = fieldOf(asking.situation.step, 'precondition')
  const words = field ? fieldText(asking.state.pack.files['README.md'] ?? '', field) : ''
  return question(asking, {
    head: [
      text(`This step changes something (${effect}).`, 'warning'),
      ...(words === '' ? [] : [{ type: 'text', label: 'Before you run it, confirm', text: words } satisfies Block])
    ],
    options: [{ value: { do: 'acknowledge' }, label: words === '' ? 'I know what it changes' : 'Yes, this is true' }],
    preselected: null,
    keys: [{ key: 'y', word: 'yes', value: { do: 'acknowledge' } }]
  })
}

/** Asks whether somebody did what is done by hand. */
function manualActionQuestion(asking: Asking): Question<Answer> {
  return question(asking, {
    head: [text('Do this by hand, then confirm it.', 'strong')],
    options: [{ value: { do: 'manual-action' }, label: 'Done' }],
    preselected: null,
    keys: [{ key: 'y', word: 'done', value: { do: 'manual-action' } }]
  })
}

/** Asks whether a command runs. */
function commandQuestion(asking: Asking, command: CommandView): Question<Answer> {
  const { step } = asking.situation
  const isFinal = command.effect === 'irreversible'
  const label =
    command.effect === 'read-only'
      ? command.classification.effect === 'read-only'
        ? 'Run it'
        : 'Run it: what it does is yours to judge'
      : isFinal
        ? `Run it: it cannot be undone (asks to type ${confirmationPhrase(step)})`
        : 'Run it: it changes something'
  return question(asking, {
    head: [],
    options: [{ value: { do: 'run', command }, label }],
    preselected: 0,
    enter: 'run',
    keys: [
      { key: 'c', word: 'copy', value: { do: 'copy', command } },
      ...(asking.canLend && command.command.interpreter === 'bash'
        ? [{ key: 't', word: 'with the terminal', value: { do: 'lend', command } } satisfies Key<Answer>]
        : [])
    ]
  })
}

/** Asks whether a later window is waited for. */
function windowQuestion(asking: Asking, opensAt: string): Question<Answer> {
  return question(asking, {
    head: [text(`This step belongs to a later window: ${timeOf(opensAt, asking.now())}.`, 'strong')],
    options: [
      {
        value: { do: 'shortcut', shortcut: 'wait' },
        label: 'Leave it open and stop for now',
        note: 'keys runs names it until it is answered'
      },
      { value: { do: 'proceed' }, label: 'Answer it now, before its time' }
    ],
    preselected: 0
  })
}

/** Asks how it goes on. */
function optionsQuestion(
  asking: Asking,
  { evaluation, options: choices }: Extract<Prompt, { type: 'options' }>
): Question<Answer> {
  const options = choices.map((option): Option<Answer> => ({
    ...optionWords(asking.state, option),
    value: { do: 'choose', option }
  }))
  const suggested =
    evaluation.type === 'suggests' ? choices.findIndex(({ choice }) => isSameChoice(choice, evaluation.choice)) : -1
  const reason = readable(evaluation.reason)
  return question(asking, {
    head: [
      suggested >= 0
        ? text(`Answer ${suggested + 1} is suggested, because ${lowered(reason)}`, 'good')
        : text(options.length === 1 ? reason : `${reason} Choose what is true.`, 'strong')
    ],
    options,
    preselected: suggested >= 0 ? suggested : null,
    enter: 'confirm',
    keys: againWithTerminal(asking)
  })
}

/** The last command of the step again, with the terminal: it may have failed because it could not ask. */
function againWithTerminal({ canLend, situation }: Asking): Key<Answer>[] {
  const ran = situation.commands.filter(
    ({ execution, command }) => execution !== null && command.interpreter === 'bash'
  )
  const last = ran.toSorted((a, b) => (a.execution?.number ?? 0) - (b.execution?.number ?? 0)).at(-1)
  const isFailed = last?.execution?.end?.type === 'exited' && last.execution.end.status !== 0
  return canLend && last && isFailed
    ? [{ key: 't', word: 'again with the terminal', value: { do: 'lend', command: last } }]
    : []
}

/** Asks what becomes of a rollback. */
function rollbackQuestion(asking: Asking, commands: readonly CommandView[]): Question<Answer> {
  const done =
    commands.length > 0 &&
    commands.every(({ execution }) => execution?.end?.type === 'exited' && execution.end.status === 0)
  const runs = commands.map((command): Option<Answer> => ({
    value: { do: 'run', command },
    label: `Run ${commands.length > 1 ? `command ${commands.indexOf(command) + 1} of the rollback` : 'the rollback'}${command.execution ? ' again' : ''}`
  }))
  return question(asking, {
    head: [text('The action did not hold. What it did can be taken back before the run escalates.', 'warning')],
    options: [
      ...runs,
      { value: { do: 'rolled-back' }, label: 'It is rolled back', note: 'the run then escalates' },
      { value: { do: 'leave-as-is' }, label: 'Leave it as it is', note: 'asks why; the run then escalates' }
    ],
    preselected: done ? runs.length : null,
    keys: commands.slice(0, 1).map((command) => ({ key: 'c', word: 'copy', value: { do: 'copy', command } }))
  })
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
