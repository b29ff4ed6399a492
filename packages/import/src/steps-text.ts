/**
 * The text of a step in our grammar: what is certain becomes structure, all else stays as it is written.
 */
import { bound, writtenCommandsOf } from '@keys/parser/model'
import type { Branch, Command, Position, Runbook, Step } from '@keys/schema'
import {
  AS_PROPOSED,
  effectOfStep,
  lacksExpected,
  mayChange,
  type CommonAnswers,
  type OpenBranch
} from './ask-together.js'
import { inQuotes, namesCode, type CodeAnswers } from './ask-what-runs.js'
import { fenced } from './profiles/fence.js'
import type { Asker } from './questions.js'
import { goesOn, type Ordered } from './sequence.js'

/** Another text for a part of the source. */
interface Edit {
  start: number
  end: number
  text: string
}

/** What the steps of a draft are written from. */
export interface StepSource {
  text: string
  runbook: Runbook
  /** The label of each step in the draft, by its id. */
  labels: ReadonlyMap<string, string>
  asker: Asker
  /** How the steps follow each other. */
  order: Ordered
}

/** The same, with what was answered for all steps at once. */
export interface AnsweredSource extends StepSource {
  common: CommonAnswers
  code: CodeAnswers
}

/** What the fields of an action are asked for. */
const OF_LOOKS = [['precondition', 'Precondition']] as const
const OF_CHANGES = [...OF_LOOKS, ['verification', 'Verification'], ['rollback', 'Rollback']] as const

/**
 * A step as it stands in the draft.
 * @param step The step of the source.
 * @param label Its label in the draft.
 * @param from What it is written from.
 */
export function stepText(step: Step, label: string, from: AnsweredSource): string {
  const { asker } = from
  const body = bodyOf(step, from)
  const lines = [`### ${label}: ${titleOf(step)}${effectOf(step, from)}`, '', ...(body === '' ? [] : [body, ''])]
  const place = step.headingPosition
  if (step.kind === 'action') {
    for (const [kind, name] of mayChange(step, from.common, asker) ? OF_CHANGES : OF_LOOKS) {
      const isSaid = step.fields.some((field) => field.label === kind)
      const answer = isSaid ? null : (asker.answerTo(`${kind}-${step.id}`) ?? from.common[kind])
      if (answer !== null) lines.push(`**${name}**: ${answer}`, '')
    }
  } else if (lacksExpected(step)) {
    const expected = asker.answerTo(`expected-${step.id}`) ?? from.common.expected
    if (expected !== null) lines.push(`**Expected**: ${expected}`, '')
  } else if (
    step.commands.length > 0 &&
    step.branches.length === 0 &&
    !step.fields.some((field) => field.label === 'expected')
  ) {
    const output = step.commands.at(-1)?.output?.trim().split('\n').at(-1) ?? null
    const expected = asker.ask(
      {
        id: `expected-${step.id}`,
        kind: 'expected',
        needed: 'release',
        text: `What does "${step.title}" show when all is well?`,
        proposal: output
      },
      place
    )
    if (expected !== null) lines.push(`**Expected**: ${expected}`, '')
  }
  const next = goesOn(step, from.order, from.labels)
  if (next !== null) lines.push(next, '')
  return lines.join('\n')
}

function titleOf(step: Step): string {
  return step.title.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|~#]/g, '\\$&')
}

/** What nobody has said or shown is not written. */
function effectOf(step: Step, { asker, common }: AnsweredSource): string {
  const effect = step.kind === 'action' ? effectOfStep(step, common, asker) : null
  return effect === null ? '' : ` (${effect.toUpperCase()})`
}

/** The words of a step without those of its heading, with its commands and decisions in our form. */
function bodyOf(step: Step, from: AnsweredSource): string {
  const { text } = from
  const { start, end } = step.position
  const inside = (position: Position): boolean =>
    position.start.offset >= start.offset && position.end.offset <= end.offset
  const commands = writtenCommandsOf(step).filter(({ position }) => inside(position))
  const edits: Edit[] = []
  const covered = (position: Position): boolean =>
    edits.some((edit) => position.start.offset < edit.end && position.end.offset > edit.start)
  for (const [position, group] of fences(commands, text))
    edits.push({ ...lineSpan(position, text), text: group.map(fenceOf).join('\n') })
  for (const [offset, language] of from.code.languages)
    if (offset >= start.offset && offset <= end.offset) edits.push({ start: offset, end: offset, text: language })
  const moved: string[] = []
  for (const [index, branch] of step.branches.entries()) {
    const line = branchText(branch, step, from, followedIn(step, branch, index, from))
    // A decision within a sentence, or in another part, is rewritten below; its sentence stays.
    if (
      inside(branch.position) &&
      branch.form === 'list-item' &&
      ownsLines(branch.position, text) &&
      !covered(branch.position)
    ) {
      edits.push({ ...lineSpan(branch.position, text), text: line })
    } else moved.push(line)
  }
  const heading = step.form === 'heading' ? lineSpan(step.headingPosition, text) : null
  const from0 = heading ? heading.end : step.headingPosition.start.offset
  const body = apply(text, Math.min(from0, end.offset), end.offset, edits)
  const words = step.form === 'list-item' ? withoutTitle(body, step) : body
  return [dedented(words), ...(moved.length > 0 ? [moved.join('\n')] : [])]
    .filter((part) => part.trim() !== '')
    .join('\n\n')
}

/** Fences with the commands that were found in each. */
function fences(commands: readonly Command[], text: string): [Position, Command[]][] {
  const found = new Map<number, [Position, Command[]]>()
  for (const command of commands) {
    const position = fenceAround(command.position, text)
    if (!position) continue
    const known = found.get(position.start.offset)
    if (known) known[1].push(command)
    else found.set(position.start.offset, [position, [command]])
  }
  return [...found.values()].toSorted((a, b) => a[0].start.offset - b[0].start.offset)
}

/** The whole fence in which a command stands; null for one in the words of a sentence. */
function fenceAround(position: Position, text: string): Position | null {
  if (/^[ \t>]*(?:`{3,}|~{3,})/.test(text.slice(position.start.offset))) return position
  const before = text.slice(0, position.start.offset)
  const opening = Math.max(before.lastIndexOf('```'), before.lastIndexOf('~~~'))
  if (opening === -1 || /^[ \t]*`(?!``)/.test(text.slice(position.start.offset))) return null
  const mark = text.slice(opening, opening + 3)
  const closing = text.indexOf(mark, position.end.offset)
  if (closing === -1 || before.slice(opening).split(mark).length % 2 === 1) return null
  return { start: { ...position.start, offset: opening }, end: { ...position.end, offset: closing + 3 } }
}

function fenceOf(command: Command): string {
  const filled = bound(command)
  const code = filled.interpreter === null ? command.code : filled.code
  const language = command.interpreter === null ? (command.language ?? 'text') : command.interpreter
  const parts = [fenced(language, code)]
  if (command.output !== undefined) parts.push(`It shows something like:\n\n${fenced('text', command.output)}`)
  return parts.join('\n\n')
}

/** A decision in our form. One without a target is asked about, and stays without until somebody knows. */
function branchText(branch: Branch, { commands }: Step, from: AnsweredSource, followed: string | null): string {
  // What no command of the step prints, no machine compares.
  const isJudged = namesCode(branch) && (commands.length === 0 || from.code.compares === 'a person')
  const said = isJudged ? inQuotes(conditionIn(branch)) : conditionIn(branch)
  const words = wordsOf(branch, from)
  const condition = branch.isDefault ? '**Otherwise**' : `**If ${said}**`
  const answer = knownTarget(branch, from) ?? targetOf(answeredTarget(branch, from, followed))
  const target = answer === null ? '' : answer.startsWith('[') ? ` Continue to ${answer}.` : ` ${answer}`
  return `- ${condition}: ${words}${target}`.replace(/: {2,}/, ': ').trimEnd()
}

/** What somebody answered of a decision without a target, of it alone or of all of them. */
function answeredTarget(branch: Branch, from: AnsweredSource, followed: string | null): string | null {
  const { labels, asker, common } = from
  const id = idOf(branch)
  if (common.targets === 'escalate' && asker.answerTo(id) === null) return 'escalate'
  if (common.targets === AS_PROPOSED && asker.answerTo(id) === null && followed !== null) return followed
  const question = {
    id,
    kind: 'target',
    text: `Where does it go on if ${branch.isDefault ? 'nothing else holds' : branch.condition}?`,
    options: [...new Set(labels.values()), 'resolved', 'escalate'],
    proposal: followed
  } as const
  // All are asked about together first.
  if (common.targets === null && asker.isOpen('targets')) return asker.optionAt(question)
  return asker.ask(question, branch.position)
}

function idOf({ position: { start } }: Branch): string {
  return `target-${start.line}-${start.column}`
}

/** Where a branch leads, as the text says it; null where it does not. */
function knownTarget(branch: Branch, { labels }: StepSource): string | null {
  const [target] = branch.targets
  if (target?.type === 'step') {
    const label = target.step === null ? undefined : labels.get(target.step)
    return label === undefined ? null : `[${label}]`
  }
  return target?.type === 'terminal' ? `**STOP: ${target.terminal}**` : null
}

/** The decisions that name no target. */
export function openBranches(steps: readonly Step[], from: StepSource): OpenBranch[] {
  return steps.flatMap((step) =>
    step.branches.flatMap((branch, index) =>
      knownTarget(branch, from) === null
        ? [{ id: idOf(branch), branch, followed: followedIn(step, branch, index, from) }]
        : []
    )
  )
}

/** Where a branch without a target goes on, as the text is read: mostly to what is written next. */
function followedIn({ id }: Step, { position }: Branch, index: number, { runbook, labels }: StepSource): string | null {
  // A step may have fewer branches than the text has.
  const own = runbook.steps.find((step) => step.id === id)
  const at = own?.branches.findIndex((branch) => branch.position.start.offset === position.start.offset) ?? index
  const edge = runbook.graph.edges.find(({ from, on, branch }) => from === id && on === 'branch' && branch === at)
  if (!edge) return null
  return labels.get(edge.to) ?? /^stop:(resolved|escalate)$/.exec(edge.to)?.[1] ?? null
}

/** Words of a condition that "If" takes the place of. */
const OPENS =
  /^(?:wenn|falls|sofern|s['’]ils?|si|lorsque|quand|cuando|caso|quando|se|should|when|whenever)\s+|^(?:如果|若|如|当|假如)/iu

function conditionIn({ condition }: Branch): string {
  return condition
    .replace(/\s+/g, ' ')
    .replace(OPENS, '')
    .replace(/^unless\s+/i, 'it is not so that ')
    .replace(/\?$/, '')
}

/** What follows the condition, without the words that name the target: a second name would be a second target. */
function wordsOf(branch: Branch, { text }: StepSource): string {
  const words = branch.text.replace(/\s+/g, ' ').trim()
  return branch.targets.reduce((left, target) => {
    if (target.type !== 'step' || target.form !== 'words') return left
    const name = text.slice(target.position.start.offset, target.position.end.offset).replace(/\s+/g, ' ')
    const at = left.indexOf(name)
    if (at === -1) return left
    const before = left.slice(0, at).replace(JOINS, '')
    return `${before}${left.slice(at + name.length)}`.replace(/^[\s,.;:]+|[\s,;:]+$/g, '')
  }, words)
}

/** What joins it to what came before. */
const JOINS = /(?:[,;]?\s*\b(?:and|then|or))+\s*$/i

function targetOf(answer: string | null): string | null {
  if (answer === null) return null
  return answer === 'resolved' || answer === 'escalate' ? `**STOP: ${answer}**` : `[${answer}]`
}

function ownsLines({ start }: Position, text: string): boolean {
  const lineStart = text.lastIndexOf('\n', start.offset - 1) + 1
  return text.slice(lineStart, start.offset).trim() === ''
}

/** The whole lines on which something stands. */
function lineSpan({ start, end }: Position, text: string): { start: number; end: number } {
  const next = text.indexOf('\n', end.offset)
  return { start: text.lastIndexOf('\n', start.offset - 1) + 1, end: next === -1 ? text.length : next }
}

function apply(text: string, start: number, end: number, edits: readonly Edit[]): string {
  let result = ''
  let at = start
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    if (edit.start < at || edit.start > end) continue
    result += `${text.slice(at, edit.start)}${edit.text}`
    at = Math.min(edit.end, Math.max(end, edit.end))
  }
  return result + (at < end ? text.slice(at, end) : '')
}

/** An item begins with its title, which stands in the heading now. */
function withoutTitle(body: string, step: Step): string {
  const trimmed = body.replace(/^\s*(?:(?:[-*+]|\d{1,9}[.)])(?=\s))?\s*(?:\[[ xX]\]\s*)?/, '')
  if (step.title.endsWith('…')) return trimmed
  const bold = /^\*\*(.+?)\*\*/.exec(trimmed)
  if (bold && bare(bold[1]!) === bare(step.title)) return trimmed.slice(bold[0].length).replace(AFTER_TITLE, '')
  if (!trimmed.startsWith(step.title)) return trimmed
  const rest = trimmed.slice(step.title.length)
  return /^[.:：。]?\s*(?:\n|$)/.test(rest) ? rest.replace(/^[.:：。]/, '') : trimmed
}

/** What parts a title from the words behind it. */
const AFTER_TITLE = /^[ \t]*[.:：。]?[ \t]*(?:[–—-][ \t]+)?/

/** Words without their signs. */
function bare(words: string): string {
  return words
    .replace(/[`*_\\]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<![\s.:：。])[\s.:：。]+$/, '')
    .trim()
}

/** Lines without the indent that all of them have but the first. */
function dedented(text: string): string {
  const lines = text
    .replace(/\s+$/, '')
    .replace(/^(?:[ \t]*\n)+/, '')
    .split('\n')
  const indents = lines
    .slice(1)
    .filter((line) => line.trim() !== '' && /^\s/.test(line))
    .map((line) => /^ */.exec(line)![0].length)
  const indent = indents.length === 0 ? 0 : Math.min(...indents)
  return lines
    .map((line) => (line.slice(0, indent).trim() === '' ? line.slice(indent) : line))
    .join('\n')
    .trim()
}
