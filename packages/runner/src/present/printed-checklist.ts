/**
 * A checklist to print: boxes to tick, lines to write on.
 */
import { parseChecklist } from '@keys/parser'
import { fieldOf, optionsOf, stepHeading } from '@keys/parser/model'
import { titleOfPack, type RunPack } from '../pack.js'
import { STEP_LABEL, type ChecklistItem, type ChecklistPhase, type Step } from '@keys/schema'
import { visible } from '@keys/pack/visible'
import { conditionWords } from './option-labels.js'
import { fieldText } from './source-text.js'
import { nodeName, paperBadge } from './format.js'

const LINE = '____________________'

/** How it is written. */
export type PrintFormat = 'markdown' | 'text'

/** An item with the step that it means: what is written of another step is not written of this one. */
function meaningOf({ label, url }: ChecklistItem, { steps }: RunPack['runbook']): { step: Step | null; fits: boolean } {
  const step = steps.find((other) => other.label !== null && other.label === label) ?? null
  if (step === null) return { step, fits: label === null || !LABEL.test(label) }
  const anchor = /^(?:\.\/)?README\.md#(.+)$/.exec(url ?? '')?.[1]
  return { step, fits: anchor === undefined || step.anchor === null || anchor === step.anchor }
}

const LABEL = new RegExp(`^${STEP_LABEL}$`)
const BRACKETED_LABEL = new RegExp(`\\[(${STEP_LABEL})\\]`, 'gi')

/**
 * What the checklist of a pack says of steps that its runbook does not have, or has under another heading: one of the two
 * was changed without the other.
 * @param pack The pack.
 * @returns One sentence for each such item.
 */
export function checklistDoubts({ runbook, files }: RunPack): string[] {
  const { phases } = parseChecklist(files['checklist.md'] ?? '')
  return phases.flatMap(({ items }) =>
    items.flatMap((item) => {
      const { step, fits } = meaningOf(item, runbook)
      if (fits) return []
      const says = `The checklist says "${itemText(item)}"`
      return [
        step === null
          ? `${says}, and the runbook has no ${item.label}.`
          : `${says}, and in the runbook it is "${stepHeading(step)}".`
      ]
    })
  )
}

/**
 * The checklist of a pack, with what each step expects and where it leads; steps that the checklist leaves out follow.
 * @param pack The pack.
 * @param format Markdown, or text without marks.
 */
export function printedChecklist(pack: RunPack, format: PrintFormat): string {
  const { runbook, files } = pack
  const { phases } = parseChecklist(files['checklist.md'] ?? '')
  const named = new Set(phases.flatMap(({ items }) => items.map(({ label }) => label)))
  const others = runbook.steps.filter(({ label }) => label === null || !named.has(label))
  const writer = new Writer(format)
  writer.heading(1, `Checklist: ${pack.pack.title}`)
  writer.line(titleOfPack(pack))
  writer.line(pack.contentHash)
  writer.gap()
  for (const name of ['Incident', 'Start (UTC)', 'Worked by', 'Second person']) writer.line(`${name}: ${LINE}`)
  const doubts = checklistDoubts(pack)
  if (doubts.length > 0) {
    writer.heading(2, 'The checklist and the runbook of this pack differ')
    writer.line('Follow the runbook (README.md). Below, steps are called as it calls them.')
    writer.gap()
    for (const doubt of doubts) writer.note(doubt)
  }
  for (const phase of phases) writePhase(writer, pack, phase)
  if (others.length > 0) {
    writer.heading(2, phases.length === 0 ? 'Steps' : 'Steps that the checklist does not name')
    for (const step of others) writeStep(writer, pack, step, `${stepHeading(step)} ${LINE} Time: __:__`)
  }
  return writer.toString()
}

function writePhase(writer: Writer, pack: RunPack, { title, mode, items }: ChecklistPhase): void {
  writer.heading(2, title)
  if (mode === 'read-do') writer.line('Read an item, do it, write down what you saw.')
  if (mode === 'do-confirm') writer.line('Work, then stop here and confirm each item.')
  writer.gap()
  for (const item of items) {
    const { step, fits } = meaningOf(item, pack.runbook)
    if (step) writeStep(writer, pack, step, fits ? itemText(item) : `${stepHeading(step)} ${LINE} Time: __:__`)
    else writer.item(fits ? itemText(item) : `(not in the runbook) ${itemText(item)}`)
  }
}

function writeStep(writer: Writer, pack: RunPack, step: Step, words: string): void {
  const badge = paperBadge(step)
  writer.item(badge === null ? words : `${words} [${badge}]`)
  const expected = fieldOf(step, step.kind === 'action' ? 'verification' : 'expected')
  if (expected) writer.detail(`${expected.name}: ${fieldText(pack.files['README.md'] ?? '', expected)}`)
  const options = optionsOf(pack.runbook, step)
  // A step with one way leaves nothing to tick.
  for (const option of options.length > 1 ? options : [])
    writer.option(`${conditionWords(option)} → ${nodeName(pack, option.next)}`)
}

/** The text of an item; the blanks of the checklist become lines. */
function itemText({ text }: ChecklistItem): string {
  return oneLine(text).replaceAll(/`(_+|__:__)`/g, '$1')
}

function oneLine(words: string): string {
  return words.replaceAll(/\s*\n\s*/g, ' ').replaceAll(BRACKETED_LABEL, '$1')
}

class Writer {
  private readonly lines: string[] = []
  private readonly format: PrintFormat

  constructor(format: PrintFormat) {
    this.format = format
  }

  heading(level: 1 | 2, words: string): void {
    const title = visible(words)
    if (this.lines.length > 0) this.gap()
    if (this.format === 'markdown') this.lines.push(`${'#'.repeat(level)} ${title}`, '')
    else this.lines.push(title, (level === 1 ? '=' : '-').repeat(title.length), '')
  }

  line(words: string): void {
    // Two spaces break a line in Markdown.
    this.lines.push(`${this.shown(words)}${this.format === 'markdown' ? '  ' : ''}`)
  }

  gap(): void {
    if (this.lines.at(-1) !== '') this.lines.push('')
  }

  item(words: string): void {
    this.lines.push(`${this.format === 'markdown' ? '- ' : ''}[ ] ${this.shown(words)}`)
  }

  note(words: string): void {
    this.lines.push(`- ${this.shown(words)}`)
  }

  detail(words: string): void {
    this.lines.push(this.format === 'markdown' ? `  - ${this.shown(words)}` : `      ${this.shown(words)}`)
  }

  option(words: string): void {
    this.lines.push(this.format === 'markdown' ? `  - [ ] ${this.shown(words)}` : `      ( ) ${this.shown(words)}`)
  }

  toString(): string {
    return `${this.lines.join('\n').trimEnd()}\n`
  }

  /** Blanks are code in Markdown, where underscores are emphasis. */
  private shown(words: string): string {
    const line = visible(words)
    return this.format === 'markdown' ? line.replaceAll(/_{2,}(?::_+)?/g, '`$&`') : line
  }
}
