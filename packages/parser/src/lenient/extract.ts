/**
 * The model of a runbook that somebody else wrote.
 */
import {
  MODEL_VERSION,
  STEP_SECTIONS,
  STEP_WORDS,
  type Branch,
  type Position,
  type Runbook,
  type Section,
  type Step
} from '@keys/schema'
import { slug } from 'github-slugger'
import type { Root, RootContent } from 'mdast'
import { oneLine, plainText } from '../markdown/nodes.js'
import { Roles, type Outline, type OutlineSection } from '../headings/outline.js'
import { collectReferences } from '../runbook/references.js'
import { readSectionContents, type SectionContents } from '../runbook/sections.js'
import type { Source } from '../markdown/source.js'
import { readLenientBody } from './body.js'
import { inlineCommandsIn } from './commands.js'
import { escalationIn, prohibitionsIn } from './contents.js'
import { headedDraft, type Draft, type Flow } from './drafts.js'
import { StepFinder } from './find-steps.js'
import { languagesOf, roleOf, type Language } from './language.js'
import { headingWords, partsOf, type Part } from './parts.js'
import { StepResolver, type PlacedStep } from './resolve.js'
import { holdsNoSteps, holdsSteps, sectionKindOfRole } from './roles.js'
import { graphOfSequence, type Sequence } from './sequence.js'
import { namedStepIn } from './targets.js'

/**
 * Reads any Markdown as a runbook.
 * @param tree The tree of the text.
 * @param outline Its outline.
 * @param source The text.
 */
export function extractLenient(tree: Root, outline: Outline, source: Source): Runbook {
  return new Extraction(tree, outline, source).run()
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

interface Decided {
  branch: Branch
  before: Draft
}

class Extraction {
  private readonly languages: readonly Language[]
  private readonly roles = new Roles()
  private readonly drafts: Draft[] = []
  private readonly used = new Set<RootContent>()
  private readonly ids = new Map<Draft, string>()
  private readonly next = new Map<string, string>()
  private readonly rollbackDrafts = new Set<Draft>()
  private readonly decided: Decided[] = []

  private readonly tree: Root
  private readonly outline: Outline
  private readonly source: Source

  constructor(tree: Root, outline: Outline, source: Source) {
    this.tree = tree
    this.outline = outline
    this.source = source
    this.languages = languagesOf(source.text.slice(source.frontMatter?.end ?? 0))
  }

  run(): Runbook {
    const { outline, source, languages } = this
    const body = [...outline.introduction, ...outline.sections.flatMap(({ heading, blocks }) => [heading, ...blocks])]
    const root = partsOf(outline.title ? [outline.title, ...body] : body, outline.title, outline.anchors, languages)
    const finder = new StepFinder(languages, source)
    const main: Flow[] = []
    const rollback: Flow[] = []
    const own = finder.visit({ ...root, title: this.title()?.text ?? '', children: [] }, null)
    for (const group of waysTogether(root.children)) {
      const [first] = group
      if (!first || group.length === 1) for (const child of group) this.divide(child, finder, main, rollback)
      else main.push(...finder.visit({ ...root, heading: first.heading, blocks: [], children: group }, null))
    }
    main.unshift(...own)
    const flows = this.settled(main, null)
    const back = this.settled(rollback, null)
    for (const draft of draftsIn(back)) this.rollbackDrafts.add(draft)
    this.number()
    const sequence = this.sequenceOf(flows, back)
    const placed = this.read()
    return this.assemble(root, placed, sequence)
  }

  /** The steps of a part, those of its rollback apart. */
  private divide(part: Part, finder: StepFinder, main: Flow[], rollback: Flow[]): void {
    const children = part.children.filter(isRollback)
    if (isRollback(part)) rollback.push(...finder.visit(part, null))
    else if (children.length === 0) main.push(...finder.visit(part, null))
    else {
      main.push(...finder.visit({ ...part, children: part.children.filter((child) => !isRollback(child)) }, null))
      for (const child of children) rollback.push(...finder.visit(child, part.role))
    }
  }

  /** Gives decisions and choices the step that they belong to, and lists all steps in order. */
  private settled(flows: readonly Flow[], before: Draft | null): Flow[] {
    const result: Flow[] = []
    let last = before
    const hasSteps = flows.some(({ type }) => type !== 'decisions')
    for (const flow of flows) {
      if (flow.type === 'step') {
        this.drafts.push(flow.draft)
        last = flow.draft
        result.push(flow)
      } else if (flow.type === 'decisions') {
        // Decisions before the first step stay in their section, unless they are all that there is.
        if (last === null && (hasSteps || !holdsSteps(flow.role))) continue
        const branches = readLenientBody(flow.blocks, this.languages, this.source).branches
        for (const block of flow.blocks) this.use(block, 'branch')
        if (branches.length === 0) continue
        if (last === null) {
          last = this.hostOf(flow.part, flow.blocks[0]!, 'diagnosis')
          result.push({ type: 'step', draft: last })
        }
        for (const branch of branches) this.decided.push({ branch, before: last })
      } else {
        if (result.at(-1)?.type !== 'step' || last === null) {
          last = this.hostOf(flow.part, null, 'diagnosis')
          result.push({ type: 'step', draft: last })
        }
        const host = last
        const options = flow.options.map((option) => ({ ...option, flow: this.settled(option.flow, host) }))
        for (const { title, position, flow: way } of options) this.addWay(host, title, position, way)
        result.push({ ...flow, options })
      }
    }
    return result
  }

  /** A step for what has to be decided before there is any. */
  private hostOf(part: Part, block: RootContent | null, kind: Draft['kind']): Draft {
    const heading = part.heading ?? block
    const draft = headedDraft(
      { ...part, heading: part.heading, blocks: block && !part.heading ? [block] : [], children: [] },
      null,
      this.source,
      this.languages
    )
    draft.kind = kind
    draft.title = part.title === '' ? 'Decide' : part.title
    draft.ordinal = null
    if (heading) draft.position = this.source.of(heading)
    draft.blocks = []
    this.drafts.push(draft)
    return draft
  }

  private addWay(host: Draft, title: string, position: Position, way: readonly Flow[]): void {
    const [first] = way
    if (first?.type !== 'step') return
    const { draft } = first
    host.decisions.push({
      condition: title.replace(/^(?:if|when|in case)\b\s*/i, ''),
      isDefault: false,
      matchers: [],
      strayCode: [],
      // Its step is known when all have their ids.
      targets: [{ type: 'step', label: draft.title, step: null, form: 'words', position }],
      text: '',
      form: 'heading',
      conditionPosition: position,
      position
    })
    this.ways.set(host.decisions.at(-1)!, draft)
  }
  private readonly ways = new Map<Branch, Draft>()

  private number(): void {
    this.drafts.sort(
      (a, b) => a.position.start.offset - b.position.start.offset || a.position.end.offset - b.position.end.offset
    )
    const taken = new Set<string>()
    const counts = new Map<string, number>()
    for (const draft of this.drafts) {
      const own = slugOf(draft)
      let id = own
      let count = counts.get(own) ?? 2
      for (; taken.has(id); count++) id = `${own}-${count}`
      counts.set(own, count)
      taken.add(id)
      this.ids.set(draft, id)
    }
  }

  private sequenceOf(main: readonly Flow[], rollback: readonly Flow[]): Sequence {
    const entry = this.follow(main, null)
    const back = this.follow(rollback, null)
    const rollbackSteps = new Set(draftsIn(rollback).map((draft) => this.ids.get(draft)!))
    return { entry: entry ?? back, next: this.next, rollback: entry === null ? null : back, rollbackSteps }
  }

  /** Says for each step of some flows which one follows it. */
  private follow(flows: readonly Flow[], after: string | null): string | null {
    let next = after
    for (const flow of flows.toReversed()) {
      if (flow.type === 'step') {
        const id = this.ids.get(flow.draft)!
        if (next !== null) this.next.set(id, next)
        next = id
      } else if (flow.type === 'choice') {
        for (const option of flow.options) this.follow(option.flow, next)
      }
    }
    return next
  }

  private read(): PlacedStep[] {
    return this.drafts.map((draft) => ({ step: this.stepOf(draft), part: draft.part }))
  }

  private stepOf(draft: Draft): Step {
    const { source, languages } = this
    const body = readLenientBody(draft.blocks, languages, source)
    const heading = draft.part.heading
    if (draft.form === 'heading' && heading) this.use(heading, 'step-heading')
    draft.blocks.forEach((block, index) => this.use(block, body.roles[index]!))
    const inTitle = draft.words
      ? inlineCommandsIn(draft.words, source).filter(
          (command) => !body.commands.some(({ position }) => position.start.offset === command.position.start.offset)
        )
      : []
    const commands = [...inTitle, ...body.commands].sort((a, b) => a.position.start.offset - b.position.start.offset)
    const ends = draft.blocks.filter(({ type }) => type !== 'definition').map((block) => source.of(block).end)
    const end = [draft.position.end, ...ends].reduce((a, b) => (b.offset > a.offset ? b : a))
    return {
      id: this.ids.get(draft)!,
      slug: slugOf(draft),
      formerIds: body.formerIds,
      kind: draft.kind,
      ordinal: draft.ordinal,
      label: draft.ordinal === null ? null : `${draft.word ?? STEP_WORDS[draft.kind]} ${draft.ordinal}`,
      title: draft.title,
      anchor: draft.form === 'heading' ? draft.anchor : null,
      section: this.rollbackDrafts.has(draft) ? 'escalation' : STEP_SECTIONS[draft.kind],
      effect: draft.name?.effect ?? null,
      timeBox: draft.name?.timeBox ?? null,
      form: draft.form,
      prose: body.prose,
      fields: body.fields,
      commands,
      branches: [...body.branches, ...draft.decisions],
      headingPosition: draft.headingPosition,
      position: { start: draft.position.start, end }
    }
  }

  private use(block: RootContent, role: Runbook['blocks'][number]['role']): void {
    this.used.add(block)
    this.roles.set(block, role)
  }

  private assemble(root: Part, placed: PlacedStep[], sequence: Sequence): Runbook {
    const { outline, source, tree } = this
    if (outline.title) this.roles.set(outline.title, 'title')
    const steps = placed.map(({ step }) => step)
    for (const list of tree.children) if (list.type === 'list' && this.holdsStep(list, steps)) this.use(list, 'list')
    const introduction = outline.introduction.filter((block) => !this.used.has(block))
    for (const block of introduction) if (block.type !== 'definition') this.roles.set(block, 'introduction')

    const contents: SectionContents = {
      signals: [],
      firstMinute: [],
      redirections: [],
      prohibitions: [],
      escalation: { triggers: [], contacts: [] },
      evidence: [],
      followUps: []
    }
    const sections = outline.sections.map((section) => this.sectionOf(section, contents))
    contents.prohibitions.push(...prohibitionsIn(tree.children, source))

    const resolver = new StepResolver(placed, this.anchorsOf(root, placed), sections)
    this.settleDecisions(placed, resolver)
    for (const [branch, draft] of this.ways) {
      const [target] = branch.targets
      if (target?.type === 'step') target.step = this.ids.get(draft)!
    }
    for (const one of placed) for (const { targets } of one.step.branches) resolver.resolve(targets, one)
    for (const section of sections) for (const { targets } of section.branches) resolver.resolve(targets, null)
    for (const { targets } of [...contents.firstMinute, ...contents.redirections]) resolver.resolve(targets, null)

    const { references, definitions } = collectReferences(tree, steps, source)
    return {
      modelVersion: MODEL_VERSION,
      title: this.title(),
      introduction: introduction
        .map((block) => ({ text: plainText(block).trim(), position: source.of(block) }))
        .filter(({ text }) => text !== ''),
      sections,
      steps,
      ...contents,
      inputs: inputsIn(steps, sections),
      references,
      definitions,
      graph: graphOfSequence(steps, sequence),
      blocks: this.roles.list(tree, source),
      problems: []
    }
  }

  private holdsStep(list: Extract<RootContent, { type: 'list' }>, steps: readonly Step[]): boolean {
    const { start, end } = this.source.of(list)
    return steps.some(
      ({ form, position }) =>
        form === 'list-item' && position.start.offset >= start.offset && position.start.offset < end.offset
    )
  }

  /** Decisions belong to the step whose finding they name; else to the one before them. */
  private settleDecisions(placed: readonly PlacedStep[], resolver: StepResolver): void {
    const byDraft = new Map(this.drafts.map((draft, index) => [draft, placed[index]!]))
    for (const { branch, before } of this.decided) {
      const from = byDraft.get(before)!
      const named = namedStepIn(this.source.slice(branch.position))
      const step = named ? resolver.numbered(named.number, named.part, from) : null
      ;(step ?? from).step.branches.push(branch)
    }
  }

  private title(): Runbook['title'] {
    const { outline, source } = this
    const { frontMatter } = source
    const written = outline.title ? headingWords(outline.title).words : ''
    const isTemplate = /<%|\{\{|\{%/.test(written)
    if (frontMatter?.title && (written === '' || isTemplate)) {
      return { text: frontMatter.title, position: source.range(frontMatter.start, frontMatter.end) }
    }
    return outline.title ? { text: written, position: source.of(outline.title) } : null
  }

  private sectionOf(section: OutlineSection, contents: SectionContents): Section {
    const { source, languages } = this
    this.roles.set(section.heading, 'section-heading')
    const { words, id } = headingWords(section.heading)
    const role = roleOf(section.name.replace(/\s*\{:?\s*#[^}]*\}$/, ''), languages)
    const kind = sectionKindOfRole(role)
    const rest = section.blocks.filter((block) => !this.used.has(block))
    const loose = readLenientBody(rest, languages, source, !holdsNoSteps(role))
    if (kind !== null) rest.forEach((block, index) => this.roles.set(block, loose.roles[index]!))
    else {
      rest.forEach((block, index) => {
        const found = loose.roles[index]!
        if (found === 'command' || found === 'branch') this.roles.set(block, found)
      })
    }
    if (role === 'escalation') {
      const { triggers, contacts } = escalationIn(rest, languages, source)
      contents.escalation.triggers.push(...triggers)
      contents.escalation.contacts.push(...contacts)
    } else if (kind !== 'safety-checks' && kind !== 'escalation') readSectionContents(kind, rest, contents, source)
    const headingPosition = source.of(section.heading)
    const last = section.blocks.findLast((block) => block.type !== 'definition')
    return {
      kind,
      title: section.name.replace(/\s*\{:?\s*#[^}]*\}$/, ''),
      anchor: id ?? this.outline.anchors.get(section.heading) ?? slug(words),
      timeBox: section.timeBox,
      effect: section.effect,
      commands: [...loose.commands, ...loose.fields.flatMap(({ commands }) => commands)],
      branches: loose.branches,
      headingPosition,
      position: last ? source.span(headingPosition, source.of(last)) : headingPosition
    }
  }

  /** The first step below each heading that has an anchor. */
  private anchorsOf(root: Part, placed: readonly PlacedStep[]): Map<string, string> {
    const first = new Map<Part, string>()
    for (const { step, part } of placed) if (!first.has(part)) first.set(part, step.id)
    const anchors = new Map<string, string>()
    const visit = (part: Part): string | null => {
      let id = first.get(part) ?? null
      for (const child of part.children) id = earlier(id, visit(child))
      if (part.anchor !== null && id !== null && !anchors.has(part.anchor)) anchors.set(part.anchor, id)
      return id
    }
    const earlier = (a: string | null, b: string | null): string | null => a ?? b
    visit(root)
    return anchors
  }
}

function draftsIn(flows: readonly Flow[]): Draft[] {
  return flows.flatMap((flow) => {
    if (flow.type === 'step') return [flow.draft]
    return flow.type === 'choice' ? flow.options.flatMap((option) => draftsIn(option.flow)) : []
  })
}

function slugOf({ title, kind, ordinal }: Draft): string {
  return (
    slug(oneLine(title).slice(0, 80)).replace(/-+$/, '') ||
    `${STEP_WORDS[kind].toLowerCase()}${ordinal === null ? '' : `-${ordinal}`}`
  )
}

function inputsIn(steps: readonly Step[], sections: readonly Section[]): Runbook['inputs'] {
  const inputs = new Map<string, Runbook['inputs'][number]>()
  const commands = [
    ...steps.flatMap((step) => [...step.commands, ...step.fields.flatMap((field) => field.commands)]),
    ...sections.flatMap((section) => section.commands)
  ]
  for (const command of commands) {
    for (const name of command.inputs) {
      const input = inputs.get(name) ?? { name, positions: [] }
      input.positions.push(command.position)
      inputs.set(name, input)
    }
  }
  return [...inputs.values()]
}
