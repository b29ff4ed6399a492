/**
 * Inserts, moves, removes and renames a step of a strict pack, with everything that names a step: headings, words, links, the
 * checklist, incidents.json and the programs of the drill. Pure: texts in, texts out, all or nothing.
 */
import { documentsOf, edited, lineEndingOf, type PackSource } from '@keys/pack/core'
import { addDefinitions, definitionOf, itemOf } from '@keys/pack/edits'
import type { ToTree } from '@keys/parser'
import { STEP_WORD, STEP_WORDS, type Step, type StepKind } from '@keys/schema'
import { withTexts } from './fix.js'
import { ANCHOR, codeIn } from './renumber.js'
import { blockEnd, itemsOf, placedTexts, placeOfItem, slugOf, type StepChange } from './step-places.js'
import { stepNamesIn } from './step-names.js'
import { newStep } from './step-text.js'

/** The texts that change, by file, or why nothing is changed. */
export type StepEdit =
  | {
      changed: ReadonlyMap<string, string>
      /** The new label of each step of the section, by its old one. */
      labels: ReadonlyMap<string, string>
      /** Places in code and comments that name a step which is called otherwise now: `README.md:12 names Step 3`. */
      left: readonly string[]
    }
  | { refusal: string; hint: string }

const LABEL = new RegExp(`^(${STEP_WORD}) ([1-9]\\d{0,3})$`)

/**
 * Changes a step.
 * @param source The pack, as `readPack` gives it.
 * @param programs The texts of its drill, by path in the pack.
 * @param change What is to be done.
 * @param toTree The Markdown engine; the reference engine when absent.
 */
export function editStep(
  source: PackSource,
  programs: ReadonlyMap<string, string>,
  change: StepChange,
  toTree?: ToTree
): StepEdit {
  const steps = source.readme?.subject?.steps ?? []
  const loose = looseness(source, steps)
  if (loose !== null)
    return refused(loose, 'Run keys validate first: this works on packs whose steps are numbered in order.')
  const kind = kindOf(change.label)
  if (kind === null)
    return refused(
      `"${change.label}" is not a label.`,
      'Labels are Check, Step, Action or Verify with a number, such as "Step 2".'
    )
  const own = steps.filter((step) => step.kind === kind)
  const order = orderAfter(own, change)
  if ('refusal' in order) return order
  if (change.type === 'insert' || change.type === 'rename') {
    const { title } = change
    if (/[\r\n]/.test(title) || title.trim() === '')
      return refused('The title is not one line of text.', 'Give it with --title.')
  }
  const texts = new Map([...documentsOf(source).map(({ path, text }) => [path, text] as const), ...programs])
  if (change.type === 'remove') {
    const places = mentionsOf(source, texts, own, change.label)
    if (places.length > 0) {
      return refused(
        `${change.label} is named in ${places.join(', ')}.`,
        'Lead these places elsewhere first, then remove it.'
      )
    }
  }
  // First what is there comes to its place under its old name, then everything that names it follows, then the new comes.
  const labels = labelsAfter(order.steps, kind)
  const placed = withTexts(source, new Map([...textsIn(source), ...placedTexts(source, order.steps, change)]), toTree)
  const named = withTexts(placed, renamed(placed, anchorsAfter(steps, labels, change), labels), toTree)
  const grown = change.type === 'insert' ? withTexts(named, inserted(named, change, kind), toTree) : named
  const whole = change.type === 'insert' ? withTexts(grown, linked(grown, change.label), toTree) : grown
  const after = new Map(textsIn(whole))
  for (const [path, text] of programs)
    after.set(
      path,
      renamedWords(text, labels, new Map(), () => false)
    )
  const changed = new Map([...after].filter(([path, text]) => texts.get(path) !== text))
  return { changed, labels, left: leftIn(whole, labels) }
}

function refused(refusal: string, hint: string): { refusal: string; hint: string } {
  return { refusal, hint }
}

/** Why labels of a pack cannot be relied upon; null when they can. */
function looseness({ readme, checklist }: PackSource, steps: readonly Step[]): string | null {
  if (readme?.subject == null || steps.length === 0) return 'README.md has no steps that can be read.'
  if (checklist !== null && !checklist.isBlank && checklist.subject === null) return 'checklist.md cannot be read.'
  const counts = new Map<StepKind, number>()
  for (const { kind, label, form, headingPosition } of steps) {
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    if (form === 'heading' && label === `${STEP_WORDS[kind]} ${number}`) continue
    return `README.md:${headingPosition.start.line} is not \`${STEP_WORDS[kind]} ${number}\`, which comes next there.`
  }
  return null
}

function kindOf(label: string): StepKind | null {
  const [, word] = LABEL.exec(label) ?? []
  return (Object.keys(STEP_WORDS) as StepKind[]).find((kind) => STEP_WORDS[kind] === word) ?? null
}

function numberIn(label: string): number {
  return Number(LABEL.exec(label)?.[2] ?? 0)
}

/** The steps of a kind in their new order; null stands for the new one. */
function orderAfter(
  own: readonly Step[],
  change: StepChange
): { steps: readonly (Step | null)[] } | { refusal: string; hint: string } {
  const index = numberIn(change.label) - 1
  const [word] = change.label.split(' ')
  const most = own.length + (change.type === 'insert' ? 1 : 0)
  if (index >= most)
    return refused(
      `There is no ${change.label}.`,
      `The last one ${change.type === 'insert' ? 'can be' : 'is'} ${word} ${most}.`
    )
  if (change.type === 'insert') {
    if (own.length === 0)
      return refused(`There is no ${word} yet, so that the place of the first one is not known.`, 'Write it by hand.')
    return { steps: [...own.slice(0, index), null, ...own.slice(index)] }
  }
  const step = own[index]!
  const others = own.filter((candidate) => candidate !== step)
  if (change.type === 'rename') return { steps: own }
  if (change.type === 'remove') {
    return others.length > 0
      ? { steps: others }
      : refused(`${change.label} is the only one of its section.`, 'A runbook needs one.')
  }
  if (change.to === change.label) return refused(`${change.label} is there already.`, 'Give another label with --to.')
  if (kindOf(change.to) !== step.kind)
    return refused(`${change.label} cannot become "${change.to}".`, 'A step moves within its section.')
  const to = numberIn(change.to) - 1
  if (to >= own.length) return refused(`There is no ${change.to}.`, `The last one is ${word} ${own.length}.`)
  return { steps: others.toSpliced(to, 0, step) }
}

/** The new label of each step, by its old one. */
function labelsAfter(steps: readonly (Step | null)[], kind: StepKind): ReadonlyMap<string, string> {
  return new Map(
    steps.flatMap((step, index) => (step?.label == null ? [] : [[step.label, `${STEP_WORDS[kind]} ${index + 1}`]]))
  )
}

/** Where a step is named outside of its own text, its definitions and its item: `README.md:12`. */
function mentionsOf(
  { readme, checklist }: PackSource,
  texts: ReadonlyMap<string, string>,
  own: readonly Step[],
  label: string
): string[] {
  const step = own.find((candidate) => candidate.label === label)
  const definitions = [...(readme?.subject?.definitions ?? []), ...(checklist?.subject?.definitions ?? [])]
  return [...texts].flatMap(([path, text]) => {
    const lines = stepNamesIn(text).flatMap(({ label: named, from: index }) => {
      if (named !== label || path === 'CHANGELOG.md') return []
      const isOwn =
        path === readme?.path &&
        step !== undefined &&
        index >= step.headingPosition.start.offset &&
        index < blockEnd(text, step, readme)
      const isItem =
        path === checklist?.path &&
        itemsOf(checklist.subject).some((item) => item.label === label && within(index, item))
      const isDefinition = definitions.some(
        (one) => one.label === label && within(index, one) && text.startsWith(`[${label}]:`, one.position.start.offset)
      )
      return isOwn || isItem || isDefinition ? [] : [text.slice(0, index).split('\n').length]
    })
    return [...new Set(lines)].map((line) => `${path}:${line}`)
  })
}

function within(index: number, { position }: Pick<Step, 'position'>): boolean {
  return index >= position.start.offset && index < position.end.offset
}

/** The new anchor of each step, by its old one. */
function anchorsAfter(
  steps: readonly Step[],
  labels: ReadonlyMap<string, string>,
  change: StepChange
): ReadonlyMap<string, string> {
  return new Map(
    steps.flatMap(({ label, anchor, slug }) => {
      if (label === null || anchor === null) return []
      const words = (labels.get(label) ?? label).toLowerCase().replace(' ', '-')
      const rest = anchor.slice(label.length)
      const isRetitled = change.type === 'rename' && label === change.label
      return [[anchor, `${words}${isRetitled ? rest.replace(slug, () => slugOf(change.title)) : rest}`] as const]
    })
  )
}

/** README.md, checklist.md and incidents.json with the new labels and anchors. */
function renamed(
  source: PackSource,
  anchors: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, string>
): Map<string, string> {
  const { readme, checklist, incidents } = source
  const texts = new Map(textsIn(source))
  for (const document of [readme, checklist, incidents]) {
    if (document === null) continue
    const code = document === incidents ? [] : codeIn(document)
    const isCode = (offset: number): boolean => code.some(([start, end]) => offset >= start && offset < end)
    texts.set(document.path, renamedWords(document.text, labels, anchors, isCode))
  }
  return texts
}

/** What is left where nobody renames: in code, which may print the words, and in comments. */
function leftIn({ readme, checklist }: PackSource, labels: ReadonlyMap<string, string>): string[] {
  return [readme, checklist].flatMap((document) => {
    if (document === null) return []
    const code = codeIn(document)
    const isCode = (offset: number): boolean => code.some(([start, end]) => offset >= start && offset < end)
    return stepNamesIn(document.text).flatMap(({ label, from }) => {
      if (!isCode(from) || (labels.get(label) ?? label) === label) return []
      return [`${document.path}:${document.text.slice(0, from).split('\n').length} names ${label}`]
    })
  })
}

/** A text of a team with the new labels in its headings. */
export function retitledHeadings(text: string, labels: ReadonlyMap<string, string>): string {
  return text
    .split(/(?<=\n)/)
    .map((line) => (/^ {0,3}#{1,6}[ \t]/.test(line) ? renamedWords(line, labels, new Map(), () => false) : line))
    .join('')
}

function renamedWords(
  text: string,
  labels: ReadonlyMap<string, string>,
  anchors: ReadonlyMap<string, string>,
  isCode: (offset: number) => boolean
): string {
  const edits = stepNamesIn(text).flatMap(({ label, start, end, from }) => {
    const next = labels.get(label)
    return next === undefined || isCode(from) ? [] : [{ start, end, text: next.replace(/^\D+/, '') }]
  })
  const words = edited(text, edits)
  // Labels in anchors are written with a hyphen: no edit above touched one, though offsets moved.
  return words.replaceAll(ANCHOR, (_: string, anchor: string) => `#${anchors.get(anchor) ?? anchor}`)
}

/** README.md with the text of a new step, for which the others have made room. */
function inserted(
  source: PackSource,
  { label, title }: { label: string; title: string },
  kind: StepKind
): Map<string, string> {
  const texts = new Map(textsIn(source))
  const { readme } = source
  const [before, after] = neighbors(readme?.subject?.steps ?? [], label)
  if (readme === null || (before ?? after) === undefined) return texts
  const offset = after ? after.headingPosition.start.offset : blockEnd(readme.text, before!, readme)
  const newline = lineEndingOf(readme.text)
  const text = newStep(kind, label, title).replaceAll('\n', newline)
  return texts.set(readme.path, edited(readme.text, [{ start: offset, end: offset, text }]))
}

/** README.md and checklist.md with what links to a new step. */
function linked(source: PackSource, label: string): Map<string, string> {
  const texts = new Map(textsIn(source))
  const { readme, checklist } = source
  const steps = readme?.subject?.steps ?? []
  const step = steps.find((candidate) => candidate.label === label)
  if (readme?.subject == null || step?.anchor == null) return texts
  const own = addDefinitions(readme, readme.subject.definitions, steps, [{ label, url: `#${step.anchor}` }])
  texts.set(readme.path, edited(readme.text, own))
  if (checklist?.subject == null) return texts
  const [before, after] = neighbors(steps, label)
  const place = placeOfItem(checklist, before?.label, after?.label)
  if (place === null) return texts
  const item = `- [ ] ${itemOf(step, readme)}${lineEndingOf(checklist.text)}`
  const links = addDefinitions(checklist, checklist.subject.definitions, steps, [definitionOf(step)])
  const edits = [{ start: place, end: place, text: item }, ...links].toSorted((a, b) => a.start - b.start)
  return texts.set(checklist.path, edited(checklist.text, edits))
}

/** The steps of the section before and after a label. */
function neighbors(steps: readonly Step[], label: string): readonly [Step | undefined, Step | undefined] {
  const [word, number] = [label.split(' ')[0] ?? '', numberIn(label)]
  const at = (index: number): Step | undefined => steps.find((step) => step.label === `${word} ${index}`)
  return [at(number - 1), at(number + 1)]
}

function textsIn(source: PackSource): [string, string][] {
  return documentsOf(source).map(({ path, text }) => [path, text])
}
