/**
 * A handover as Markdown, to be pasted into a chat.
 */
import { titleOfText } from '@keys/schema'
import { spanWords } from '../run/span-words.js'
import type { List, PhrasingContent, RootContent } from 'mdast'
import type { Handover, HandoverVisit } from './handover.js'
import type { Writer } from '../ports.js'
import {
  bold,
  codeBlock,
  heading,
  listOf,
  markdownOf,
  paragraph,
  plain,
  raw,
  words
} from '../evidence/markdown-text.js'

/**
 * Writes a handover as Markdown.
 * @param handover The handover.
 * @param command The command that goes on with the run, as it can be typed.
 * @param asBundle Whether the run goes along as a file.
 */
export function handoverMarkdown(handover: Handover, command: string, asBundle = false): string {
  const { run, pack, operator, openBy, startedAt, head, stands } = handover
  const since = `, ${titleOfText(pack)}, since ${startedAt}, last answered by ${operator ?? 'nobody'}.`
  return markdownOf([
    heading(1, `Handover: ${pack.title}`),
    paragraph(plain('Run '), raw(run), plain(since)),
    ...(openBy === null ? [] : [paragraph(...words(openWords(openBy)))]),
    ...(handover.place === null ? [] : [paragraph(...placeWords(handover.place, asBundle))]),
    ...(stands.type === 'ended'
      ? []
      : [
          paragraph(plain(asBundle ? 'Go on with it where that file is:' : 'Go on with it there:')),
          codeBlock('sh', command)
        ]),
    heading(2, 'Where it stands'),
    paragraph(bold(standingWords(handover))),
    ...(stands.todo.length > 0 ? [listOf(stands.todo.map(words))] : []),
    ...part('Unknown outcome', handover.unknown, ({ step, execution, startedAt: at }) =>
      words(`${step}: command ${execution}, started ${at}. Look before you run it again.`)
    ),
    ...part('Open timers', handover.timers, (timer) => words(timerWords(timer, handover.at))),
    heading(2, 'Path so far'),
    pathList(handover.path),
    ...part('Ruled out', handover.ruledOut, ({ step, option, next }) =>
      words(`${next}: not needed, ${ruledOutWords(step, option)}`)
    ),
    ...part('Checks that held', handover.held, words),
    ...part('Overridden', handover.overridden, ({ step, reason }) => words(`${step}: ${reason}`)),
    ...part('Notes', handover.notes, ({ at, operator: by, text }) => words(`${at}, ${by ?? 'nobody'}: ${text}`)),
    ...part('Values', valueLines(handover.inputs), (line) => line),
    paragraph(plain(`Head after event ${head.sequence}: `), raw(head.hash))
  ])
}

/** Where the run lies: its record and its evidence folder are on that machine alone. */
function placeWords({ host, folder }: NonNullable<Handover['place']>, asBundle: boolean): PhrasingContent[] {
  if (asBundle)
    return [
      plain(`It comes from ${host}, where its commands ran in `),
      raw(folder),
      plain(', as a file: copy that to the machine on which it goes on.')
    ]
  return [
    plain(`It lies on ${host}; its commands run in `),
    raw(folder),
    plain('. From another machine: ask for a bundle ('),
    raw('keys handover --bundle <file>'),
    plain(').')
  ]
}

/** Why a branch leads nowhere any more. */
function ruledOutWords(step: string, option: string): string {
  const name = step.split(':')[0] ?? step
  const printed = /^If (`[^`]+`)$/.exec(option)?.[1]
  return printed === undefined ? `${name} was not decided as “${option}”` : `${name} did not print ${printed}`
}

function openWords({ operator, host, since }: Writer): string {
  return `${operator} has it open on ${host} since ${since}. Nobody else can go on with it before that session is left.`
}

function standingWords({ stands: { type, name, number, of } }: Handover): string {
  switch (type) {
    case 'ended':
      return `It has ended: ${name}`
    case 'rollback':
      return `Rollback of ${name}: take back what was done, or leave it as it is`
    case 'step':
      return `${name} (step ${number ?? '?'} of ${of})`
  }
}

/** A part that is left out when there is nothing in it. */
function part<Item>(title: string, items: readonly Item[], line: (item: Item) => PhrasingContent[]): RootContent[] {
  return items.length === 0 ? [] : [heading(2, title), listOf(items.map(line))]
}

function pathList(path: readonly HandoverVisit[]): List {
  const items = path.map(({ step, enteredAt, left, observed, reason }) => [
    ...words(`${enteredAt.slice(11, 16)} UTC ${step}: ${left ?? 'here'}`),
    ...(observed === null ? [] : [plain(', saw '), raw(observed)]),
    ...(reason === null ? [] : words(`. Reason: ${reason}`))
  ])
  return { ...listOf(items), ordered: true }
}

function timerWords({ of, relation, at, isOver }: Handover['timers'][number], now: string): string {
  const span = spanWords(Math.abs(Date.parse(at) - Date.parse(now)))
  const whose = of === 'step' ? 'This step' : 'This section'
  if (relation === 'from')
    return isOver ? `${whose} can be answered since ${at}` : `${whose} waits until ${at} (${span})`
  return `${whose} has time until ${at} (${span} ${isOver ? 'over' : 'left'})`
}

function valueLines({ again, missing, kept }: Handover['inputs']): PhrasingContent[][] {
  const named = (names: readonly string[]): PhrasingContent[] =>
    names.flatMap((name, index) => (index === 0 ? [raw(name)] : [plain(', '), raw(name)]))
  return [
    ...(again.length > 0 ? [[bold('Set again, secrets are not kept'), plain(': '), ...named(again)]] : []),
    ...(missing.length > 0 ? [[bold('Missing'), plain(': '), ...named(missing)]] : []),
    ...kept.map(({ name, value }) => [raw(name), plain(': '), raw(value)])
  ]
}
