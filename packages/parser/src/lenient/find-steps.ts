/**
 * Finds the steps of somebody else's runbook, and how they follow each other.
 */
import type { RootContent } from 'mdast'
import { plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { BlockQuestions } from './block-questions.js'
import { BlockSteps } from './block-steps.js'
import { anyInstruction, headedDraft, type Flow, type FlowOption } from './drafts.js'
import { countInstructions, isConditional, openedAtLabels } from './items.js'
import { isCase } from './folds.js'
import { isInstruction, roleOf, WRONG, type Language } from './language.js'
import { hasCodeInItems, longestList, saysLittle, seriesIn, titlesIn } from './part-questions.js'
import { allBlocksOf, type Part } from './parts.js'
import { relisted } from './relist.js'
import { holdsNoSteps, holdsSteps, stepKindOf } from './roles.js'
import { isAnswer } from './unopened.js'
import type { SectionRole } from './words/words.js'

/** Time that no runbook takes: "(Months 1-3)", "Q2". */
const PLANNED = /\b(?:months?|quarters?|years?|weeks)\s+\d|\bQ[1-4]\b/i
const ADVICE = /\b(?:practices|tips|pitfalls|principles)\W*$/i
const GERUND = /^\p{L}{3,}ing\b/iu
/** Finds steps, part by part. */
export class StepFinder {
  private readonly languages: readonly Language[]
  private readonly source: Source
  private readonly blocks: BlockQuestions
  private readonly steps: BlockSteps

  private readonly series: ReadonlySet<Part>
  /** The names of headings and items, where there is a diagram whose arrows may lead to them. */
  private readonly titles: ReadonlySet<string>

  /**
   * @param languages The languages of the text.
   * @param source The text.
   * @param root All parts of it.
   */
  constructor(languages: readonly Language[], source: Source, root: Part) {
    this.languages = languages
    this.source = source
    this.series = seriesIn(root, languages)
    this.titles = source.text.includes('mermaid') ? titlesIn(root) : new Set()
    this.blocks = new BlockQuestions(languages, source)
    this.steps = new BlockSteps(languages, source, this.blocks)
  }

  /**
   * The steps of a part and of the parts below it.
   * @param part The part.
   * @param inherited What the part above it stands for.
   */
  visit(part: Part, inherited: SectionRole | null): Flow[] {
    if (part.heading && WRONG.test(plainText(part.heading).trimStart())) return []
    const role = this.roleIn(part, inherited)
    const isStep = part.number?.kind === 'step'
    if (!isStep && holdsNoSteps(role)) return this.inChildren(part, role)
    const below = this.inChildren(part, isStep && holdsNoSteps(role) ? 'actions' : role)
    const isOwn = part.role !== null && part.role !== inherited
    const listed = relisted(part.blocks, this.source, holdsSteps(role), this.titles, this.languages)
    const blocks = openedAtLabels(listed, (name) => holdsSteps(roleOf(name, this.languages)))
    const isOpened = blocks.length !== part.blocks.length || blocks.some((block, index) => block !== part.blocks[index])
    const cases = part.children.filter((child) => this.isFoldedCase(child))
    const self =
      cases.length === 0 ? part : { ...part, children: part.children.filter((child) => !cases.includes(child)) }
    const rest = cases.length === 0 ? below : this.inChildren(self, role)
    if ((!isOpened || isStep) && this.isOneStep(self, role, isOwn, rest)) {
      const draft = this.steps.asked(headedDraft(self, role, this.source, this.languages))
      return [
        { type: 'step', draft },
        ...(cases.length === 0 ? [] : this.inChildren({ ...part, children: cases }, role))
      ]
    }
    if (isAsked(part)) {
      const question = headedDraft(
        { ...part, blocks: [...blocks], children: [] },
        role,
        this.source,
        this.languages,
        part.title
      )
      return [{ type: 'step', draft: this.steps.asked(question) }, ...below]
    }
    const own = this.steps.inBlocks({ ...part, blocks }, role, part.number?.kind === 'group' && below.length > 0)
    if (own.length + below.length > 0)
      return this.isChoice(part) ? this.choiceOf(part, role, own, below) : [...own, ...below]
    return []
  }

  /** One of several ways is what it stands among, whatever it is called: "Option C: Roll back". */
  private roleIn(part: Part, inherited: SectionRole | null): SectionRole | null {
    const { number, role, title } = part
    // Advice is nothing to do now, but its commands are.
    if (role === 'references' && ADVICE.test(title) && this.blocks.hasCommand(allBlocksOf(part))) return inherited
    // A phase of months is a plan of what will be built, and a phase of its own holds what is done in it.
    if (number?.kind === 'group' && PLANNED.test(number.title)) return 'references'
    if (number?.kind === 'group' && role === null && inherited === null) return 'actions'
    return number?.kind === 'alternative' && inherited !== null ? inherited : (role ?? inherited)
  }

  /** Parts that are several ways are a choice; all others follow each other. */
  private inChildren(part: Part, role: SectionRole | null): Flow[] {
    const flows = part.children.map((child) => ({ child, flow: this.inCase(child, this.visit(child, role), role) }))
    if (isAsked(part)) return this.inAnswers(part, role)
    const ways = flows.filter(({ child, flow }) => flow.length > 0 && this.isWay(child, part))
    if (ways.length < 2) return flows.flatMap(({ flow }) => flow)
    const first = flows.findIndex(({ child }) => child === ways[0]!.child)
    const last = flows.findIndex(({ child }) => child === ways.at(-1)!.child)
    const options = flows.slice(first, last + 1).filter(({ flow }) => flow.length > 0)
    return [
      ...flows.slice(0, first).flatMap(({ flow }) => flow),
      {
        type: 'choice',
        part,
        kind: stepKindOf(role),
        options: options.map(({ child, flow }) => this.optionOf(child, flow))
      },
      ...flows.slice(last + 1).flatMap(({ flow }) => flow)
    ]
  }

  /** The answers of a question that are headings: each is done only where it is given. */
  private inAnswers(part: Part, role: SectionRole | null): Flow[] {
    const kind = stepKindOf(role)
    return part.children.flatMap((child): Flow[] => {
      const blocks = allBlocksOf(child)
      const isDone = this.blocks.runs(blocks) || blocks.some(({ type }) => type === 'list')
      const flow = isDone ? this.visit(child, role ?? 'actions') : []
      const [first] = flow
      if (first?.type === 'step' && first.draft.title === child.title)
        first.draft.title = anyInstruction(blocks, this.languages) ?? child.title
      if (first) return [{ type: 'choice', part, kind, options: [this.optionOf(child, flow)] }]
      return [{ type: 'decisions', part, role: role ?? 'actions', blocks: [child.heading!, ...blocks] }]
    })
  }

  /** What is folded away below a condition is done only where that holds. */
  private inCase(part: Part, flow: Flow[], role: SectionRole | null): Flow[] {
    if (flow.length === 0 || !this.isFoldedCase(part)) return flow
    return [{ type: 'choice', part, kind: stepKindOf(role), options: [this.optionOf(part, flow)] }]
  }

  private isFoldedCase({ heading, title, depth }: Part): boolean {
    return heading?.type === 'paragraph' && !Number.isInteger(depth) && isCase(title, this.languages)
  }

  private isWay(child: Part, parent: Part): boolean {
    if (this.isFoldedCase(child)) return false
    if (child.number?.kind === 'alternative' || isConditional(child.title, this.languages)) return true
    return (parent.role === 'fixes' || parent.role === 'causes') && child.number?.kind !== 'step'
  }

  private optionOf(part: Part, flow: Flow[]): FlowOption {
    return { title: part.title, position: this.source.of(part.heading!), flow }
  }

  private isChoice(part: Part): boolean {
    return part.role === 'fixes' || part.role === 'causes'
  }

  /** The items of a list of fixes are ways as well. */
  private choiceOf(part: Part, role: SectionRole | null, own: Flow[], below: Flow[]): Flow[] {
    return [...this.steps.choiceOfItems(part, role, own), ...below]
  }

  /** Whether a heading with all that stands below it is one step. */
  private isOneStep(part: Part, role: SectionRole | null, isOwn: boolean, below: readonly Flow[]): boolean {
    if (part.heading === null) return false
    if (/[?？]$/.test(part.title) && part.blocks.some((block) => this.blocks.isAnswers(block))) return true
    const { number, title, blocks } = part
    if (number?.kind === 'step')
      return !part.children.some((child) => child.number?.kind === 'step' || this.isNumberedStep(child, role))
    if (below.length > 0 && !this.isNumberedStep(part, role)) return false
    const longest = longestList(blocks)
    const instructs = isInstruction(title, this.languages)
    if (longest === 1 && (number?.kind === 'alternative' || number?.kind === 'group') && below.length === 0)
      return false
    if (longest >= 2) {
      // The list of a numbered heading says how; that of any other heading holds the steps.
      return this.isNumberedStep(part, role) && part.depth >= 3 && !hasCodeInItems(blocks)
    }
    if (this.isNumberedStep(part, role)) return true
    const hasCommand = this.blocks.hasCommand(blocks)
    if (number?.kind === 'group') {
      // A stage that is only described is none of something to do.
      const tells = instructs || anyInstruction(blocks, this.languages) !== null || saysLittle(blocks)
      return hasCommand || (tells && this.steps.bulletsOf(part, role) === null)
    }
    if (isOwn || role === null)
      return (
        role === null &&
        instructs &&
        (hasCommand || this.hasList(title, blocks) || anyInstruction(blocks, this.languages) !== null)
      )
    if (hasCommand || instructs) return part.number !== null || this.blocks.cutAtCommands(blocks).length === 1
    return this.blocks.says(blocks) || saysLittle(blocks)
  }

  /** Whether a list says how a title is done; that of "Coordinating nodes" has to tell so itself. */
  private hasList(title: string, blocks: readonly RootContent[]): boolean {
    return blocks.some(
      (block) =>
        block.type === 'list' &&
        (!GERUND.test(title) || countInstructions(block.children, this.languages) * 3 >= block.children.length)
    )
  }

  private isNumberedStep(part: Part, role: SectionRole | null): boolean {
    const { number, title, role: own } = part
    if (this.series.has(part)) return true
    if (number?.kind !== 'plain') return number?.kind === 'step'
    return (own === null && holdsSteps(role)) || (own === null && isInstruction(title, this.languages))
  }
}

/** Whether the headings below a question are its answers. */
function isAsked({ title, children }: Part): boolean {
  return /[?？]$/.test(title) && children.length > 1 && children.every((child) => isAnswer(child.title))
}
