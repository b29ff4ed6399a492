/**
 * The model of a runbook that somebody else wrote.
 */
import { MODEL_VERSION, type Position, type Runbook, type Step, type Target } from '@keys/schema'
import type { Root, RootContent } from 'mdast'
import type { Outline } from '../headings/outline.js'
import { plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { writtenCommandsOf } from '../model/commands.js'
import { inputsOfCommands } from '../runbook/inputs.js'
import { collectReferences } from '../runbook/references.js'
import { noContents } from '../runbook/sections.js'
import { prohibitionsIn } from './contents.js'
import { BlockQuestions } from './block-questions.js'
import type { Draft, Flow } from './drafts.js'
import { StepFinder } from './find-steps.js'
import { languagesOf } from './language.js'
import { draftsIn, idsOf, inOrder, sequenceOf } from './order.js'
import { numberOf } from './numbers.js'
import { allBlocksOf, headingWords, partsOf, type Part } from './parts.js'
import { readSection, titleOfText, type ReadText } from './read-section.js'
import { readStep } from './read-step.js'
import { firstStepsByAnchor, StepResolver, type PlacedStep } from './resolve.js'
import { graphOfSequence } from './sequence.js'
import { Settlement } from './settle.js'
import { namedStepIn } from './targets.js'
import { UsedBlocks } from './used-blocks.js'
import { apart } from './ways.js'
import type { SectionRole } from './words/words.js'

/** What a block is whose parts are steps. */
const ROLES: Partial<Record<RootContent['type'], Runbook['blocks'][number]['role']>> = {
  paragraph: 'prose',
  code: 'command',
  table: 'prose',
  blockquote: 'prose'
}

/**
 * Reads any Markdown as a runbook: finds its steps, puts them in order, reads them and then what is left.
 * @param tree The tree of the text.
 * @param outline Its outline.
 * @param source The text.
 */
export function extractLenient(tree: Root, outline: Outline, source: Source): Runbook {
  const languages = languagesOf(source.text.slice(source.frontMatter?.end ?? 0))
  const text: ReadText = { outline, source, languages, blocks: new UsedBlocks() }
  // Where the first heading is a step there is no title.
  const title =
    outline.title && numberOf(headingWords(outline.title).words, languages)?.kind === 'step' ? null : outline.title
  const body = [
    ...(outline.title && !title ? [outline.title] : []),
    ...outline.introduction,
    ...outline.sections.flatMap(({ heading, blocks }) => [heading, ...blocks])
  ]
  const root = partsOf(title ? [title, ...body] : body, title, outline.anchors, languages)
  const finder = new StepFinder(languages, source, root)
  const questions = new BlockQuestions(languages, source)
  const name = titleOfText(title, source)?.text ?? ''
  const named = flowsOf(root, name, finder, () => null)
  // Where no name says what holds steps, what is run has to be one.
  const runs = (blocks: readonly RootContent[]): SectionRole | null => (questions.tellToRun(blocks) ? 'actions' : null)
  const isEmpty = draftsIn(named.main).length + draftsIn(named.rollback).length === 0
  const found = isEmpty ? flowsOf(root, name, finder, runs) : named

  const settlement = new Settlement(source, languages, text.blocks)
  const main = settlement.settle(found.main, null)
  const rollback = settlement.settle(found.rollback, null)
  const drafts = inOrder(settlement.drafts)
  const ids = idsOf(drafts)
  const undoing = new Set(draftsIn(rollback))
  const placed = drafts.map((draft) => ({
    step: readStep(draft, ids.get(draft)!, undoing.has(draft), text),
    part: draft.part
  }))
  const steps = placed.map(({ step }) => step)

  const { blocks } = text
  if (title) blocks.roles.set(title, 'title')
  for (const list of tree.children) {
    if (list.type !== 'heading' && !blocks.has(list) && holdsStep(list, steps, source))
      blocks.use(list, ROLES[list.type] ?? 'list')
  }
  const introduction = outline.introduction.filter((block) => !blocks.has(block))
  for (const block of introduction) if (block.type !== 'definition') blocks.roles.set(block, 'introduction')
  const contents = noContents()
  const sections = outline.sections.map((section) => readSection(section, contents, text))
  contents.prohibitions.push(...prohibitionsIn(tree.children, source))

  const resolver = new StepResolver(placed, firstStepsByAnchor(root, placed), sections)
  placeDecisions(settlement, new Map(drafts.map((draft, index) => [draft, placed[index]!])), resolver, source)
  for (const [branch, draft] of settlement.ways) {
    const [target] = branch.targets
    if (target?.type === 'step') target.step = ids.get(draft)!
  }
  for (const one of placed) {
    for (const branch of one.step.branches) {
      resolver.resolve(branch.targets, one)
      const named = branch.targets.length === 0 ? resolver.named(branch.text, one) : null
      if (named) branch.targets.push(stepTarget(named.step, branch.position))
    }
    one.step.branches.sort((a, b) => a.position.start.offset - b.position.start.offset)
  }
  for (const section of sections) for (const { targets } of section.branches) resolver.resolve(targets, null)
  for (const { targets } of [...contents.firstMinute, ...contents.redirections]) resolver.resolve(targets, null)

  const onward = onwardOf(drafts, placed, resolver)
  const { references, definitions } = collectReferences(tree, steps, source)
  return {
    modelVersion: MODEL_VERSION,
    title: titleOfText(title, source),
    introduction: introduction
      .map((block) => ({ text: plainText(block).trim(), position: source.of(block) }))
      .filter((paragraph) => paragraph.text !== ''),
    sections,
    steps,
    ...contents,
    inputs: inputsOfCommands([...steps.flatMap(writtenCommandsOf), ...sections.flatMap(({ commands }) => commands)]),
    references,
    definitions,
    graph: graphOfSequence(steps, apart({ ...sequenceOf(main, rollback, ids), onward }, placed)),
    blocks: blocks.roles.list(tree, source),
    problems: []
  }
}

function stepTarget({ id, label, title }: Step, position: Position): Target {
  return { type: 'step', label: label ?? title, step: id, form: 'words', position }
}

/** Where steps go on by their own words: on, or back where something on the way may lead out of the circle. */
function onwardOf(
  drafts: readonly Draft[],
  placed: readonly PlacedStep[],
  resolver: StepResolver
): Map<string, Target> {
  const found = new Map<string, Target>()
  for (const [index, { onward }] of drafts.entries()) {
    if (!onward) continue
    const targets = [onward]
    resolver.resolve(targets, placed[index]!)
    const [target] = targets
    const to = target?.type === 'step' ? placed.findIndex(({ step }) => step.id === target.step) : Infinity
    const isLeft = to > index || placed.slice(Math.max(to, 0), index + 1).some(({ step }) => step.branches.length > 0)
    if (target && isLeft) found.set(placed[index]!.step.id, target)
  }
  return found
}

/** What follows in order, and apart from it what undoes it. */
function flowsOf(
  root: Part,
  title: string,
  finder: StepFinder,
  roleIn: (blocks: readonly RootContent[]) => SectionRole | null
): { main: Flow[]; rollback: Flow[] } {
  const main = finder.visit({ ...root, title, children: [] }, roleIn(root.blocks))
  const rollback: Flow[] = []
  for (const group of waysTogether(root.children)) {
    const [part] = group
    if (!part) continue
    const back = part.children.filter(isRollback)
    if (group.length > 1) {
      main.push(...finder.visit({ ...root, heading: part.heading, blocks: [], children: group }, null))
    } else if (isRollback(part)) rollback.push(...finder.visit(part, null))
    else {
      const rest = part.children.filter((child) => !isRollback(child))
      main.push(...finder.visit(back.length === 0 ? part : { ...part, children: rest }, roleIn(allBlocksOf(part))))
      for (const child of back) rollback.push(...finder.visit(child, part.role))
    }
  }
  return { main, rollback }
}

/** Parts in order; those that are several ways, one behind the other, together. */
function waysTogether(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = []
  for (const part of parts) {
    const last = groups.at(-1)?.at(-1)
    const isWay = part.number?.kind === 'alternative' && part.children.every((child) => !isRollback(child))
    if (isWay && last?.number?.kind === 'alternative' && last.depth === part.depth) groups.at(-1)!.push(part)
    else groups.push([part])
  }
  return groups
}

/** Whether a part undoes what was done; one of several ways may be called so as well. */
function isRollback({ role, number }: Part): boolean {
  return role === 'rollback' && number?.kind !== 'alternative'
}

function holdsStep(list: RootContent, steps: readonly Step[], source: Source): boolean {
  const { start, end } = source.of(list)
  return steps.some(
    ({ form, position }) =>
      form === 'list-item' && position.start.offset >= start.offset && position.start.offset < end.offset
  )
}

/** Decisions belong to the step whose finding they name; else to the one before them. */
function placeDecisions(
  { decided }: Settlement,
  placed: ReadonlyMap<Draft, PlacedStep>,
  resolver: StepResolver,
  source: Source
): void {
  for (const { branch, before } of decided) {
    const from = placed.get(before)!
    const named = namedStepIn(source.slice(branch.position))
    const step = named ? resolver.numbered(named.number, named.part, from) : null
    ;(step ?? from).step.branches.push(branch)
  }
}
