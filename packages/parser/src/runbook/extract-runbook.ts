/**
 * The runbook model out of an mdast tree and its text.
 */
import { MODEL_VERSION, type Problem, type Runbook, type Section, type Step } from '@keys/schema'
import type { Root, RootContent } from 'mdast'
import { readBody } from './step-body.js'
import { writtenCommandsOf } from '../model/commands.js'
import { stepKindIn } from '../headings/section-names.js'
import { buildGraph } from '../graph/graph.js'
import { isTooDeep } from '../markdown/limits.js'
import { oneLine, plainText } from '../markdown/nodes.js'
import { outlineOf, Roles, type OutlineSection } from '../headings/outline.js'
import { extractLenient } from '../lenient/extract.js'
import { isOwnGrammar } from '../lenient/form.js'
import { inputsOfCommands } from './inputs.js'
import { collectReferences } from './references.js'
import { noContents, readSectionContents, type SectionContents } from './sections.js'
import { Source } from '../markdown/source.js'
import { readSteps } from './steps.js'

/**
 * Reads a runbook out of a tree that somebody else parsed, for example in a unified pipeline.
 * @param tree The mdast tree, with positions; GFM tables and task lists are understood.
 * @param markdown The text that the tree was parsed from.
 * @param scripts The files of the pack below `scripts/`, by path.
 * @returns The model. Whatever stands in the text, this does not throw.
 */
export function extractRunbook(tree: Root, markdown: string, scripts: Readonly<Record<string, string>> = {}): Runbook {
  const source = new Source(markdown, scripts)
  if (isTooDeep(tree)) return emptyRunbook(source, tooDeep(source))
  const outline = outlineOf(tree, source)
  if (!isOwnGrammar(outline.sections)) return extractLenient(tree, outline, source)
  const roles = new Roles()
  if (outline.title) roles.set(outline.title, 'title')
  for (const block of outline.introduction) if (block.type !== 'definition') roles.set(block, 'introduction')

  const contents = noContents()
  const sections: Section[] = []
  const steps: Step[] = []
  for (const section of outline.sections) {
    roles.set(section.heading, 'section-heading')
    const kind = stepKindIn(section.kind)
    const read = kind ? readSteps(section, kind, outline.anchors, source) : null
    read?.roles.forEach((role, block) => roles.set(block, role))
    steps.push(...(read?.steps ?? []))
    const lead = read?.lead ?? section.blocks
    const loose = readBody(lead, source)
    if (section.kind) lead.forEach((block, index) => roles.set(block, loose.roles[index]!))
    readSectionContents(section.kind, lead, contents, source)
    sections.push(sectionOf(section, outline.anchors.get(section.heading) ?? '', loose, source))
  }
  makeIdsUnique(steps)
  resolveTargets(steps, sections, contents)

  const { references, definitions } = collectReferences(tree, steps, source)
  return {
    modelVersion: MODEL_VERSION,
    title: outline.title ? { text: oneLine(plainText(outline.title)), position: source.of(outline.title) } : null,
    introduction: textItems(outline.introduction, source),
    sections,
    steps,
    ...contents,
    inputs: inputsOfCommands(steps.flatMap(writtenCommandsOf)),
    references,
    definitions,
    graph: buildGraph(steps),
    blocks: roles.list(tree, source),
    problems: []
  }
}

/** The model of a text that could not be read. */
export function emptyRunbook(source: Source, problem: Problem): Runbook {
  return {
    modelVersion: MODEL_VERSION,
    title: null,
    introduction: [],
    sections: [],
    steps: [],
    ...noContents(),
    inputs: [],
    references: [],
    definitions: [],
    graph: { entry: null, nodes: [], edges: [] },
    blocks: [{ role: 'untyped', position: source.range(0, source.text.length) }],
    problems: [problem]
  }
}

export function tooDeep(source: Source): Problem {
  return {
    id: 'nested-too-deep',
    message: 'The text is nested too deep to be read.',
    position: source.range(0, source.text.length)
  }
}

function sectionOf(
  section: OutlineSection,
  anchor: string,
  loose: ReturnType<typeof readBody>,
  source: Source
): Section {
  const headingPosition = source.of(section.heading)
  const last = section.blocks.findLast((block) => block.type !== 'definition')
  return {
    kind: section.kind,
    title: section.name,
    anchor,
    timeBox: section.timeBox,
    effect: section.effect,
    // Sections have no fields, so that what stands below a label there is a command of the section.
    commands: writtenCommandsOf(loose),
    branches: loose.branches,
    headingPosition,
    position: last ? source.span(headingPosition, source.of(last)) : headingPosition
  }
}

function textItems(blocks: readonly RootContent[], source: Source) {
  return blocks
    .map((block) => ({ text: plainText(block).trim(), position: source.of(block) }))
    .filter((item) => item.text !== '')
}

/** Equal slugs get a number, so that the graph has one node for each step. */
function makeIdsUnique(steps: readonly Step[]): void {
  const taken = new Set<string>()
  const numbers = new Map<string, number>()
  for (const step of steps) {
    let number = numbers.get(step.slug) ?? 2
    for (; taken.has(step.id); number++) step.id = `${step.slug}-${number}`
    numbers.set(step.slug, number)
    taken.add(step.id)
  }
}

/** Gives each target the id of its step, now that all steps are known. */
function resolveTargets(steps: readonly Step[], sections: readonly Section[], contents: SectionContents): void {
  const byAnchor = new Map<string, Step>()
  for (const step of steps) if (step.anchor !== null) byAnchor.set(`#${step.anchor}`, step)
  // The first step of each label counts, so that later ones are set before it.
  const byLabel = new Map<string | null, Step>()
  const byLabelInSection = new Map<string, Step>()
  const byOrdinal = new Map<string, Step>()
  for (const step of steps.toReversed()) {
    byLabel.set(step.label, step)
    byLabelInSection.set(`${step.section} ${step.label}`, step)
    byOrdinal.set(`${step.section} Step ${step.ordinal}`, step)
  }
  const sectionByAnchor = new Map<string, Section>(sections.map((section) => [`#${section.anchor}`, section]))

  const resolve = (targets: Step['branches'][number]['targets'], from: Step['section'] | null): void => {
    for (const [index, target] of targets.entries()) {
      if (target.type !== 'step') continue
      const step =
        target.form === 'link' ? byAnchor.get(target.label) : labeled(target.label, from, target.form === 'words')
      const section = target.form === 'link' ? sectionByAnchor.get(target.label) : undefined
      if (step) {
        target.step = step.id
        target.label = step.label ?? target.label
      } else if (section?.kind) {
        targets[index] = { type: 'section', section: section.kind, position: target.position }
      }
    }
  }
  /** The step of a label: in the same section before any other; in words, "step 2" may also mean Action 2. */
  const labeled = (label: string, from: Step['section'] | null, inWords: boolean): Step | undefined => {
    const near = byLabelInSection.get(`${from} ${label}`) ?? byLabel.get(label)
    if (near || !inWords || !label.startsWith('Step ')) return near
    return byOrdinal.get(`${from} ${label}`)
  }
  for (const step of steps) for (const branch of step.branches) resolve(branch.targets, step.section)
  for (const section of sections) for (const branch of section.branches) resolve(branch.targets, section.kind)
  for (const { targets } of [...contents.firstMinute, ...contents.redirections]) resolve(targets, null)
}
