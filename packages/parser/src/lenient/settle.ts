/**
 * Gives decisions and choices the step that they belong to.
 */
import type { Branch, Target } from '@keys/schema'
import type { RootContent } from 'mdast'
import { oneLine, paragraphOf, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { behindIf } from './branch.js'
import { readLenientBody } from './body.js'
import { firstSentence, splitAt } from './cuts.js'
import { cutCases, type CaseBlocks } from './case-blocks.js'
import {
  anyInstruction,
  firstInstruction,
  headedDraft,
  looseDraft,
  titleOf,
  type Draft,
  type Flow,
  type FlowOption
} from './drafts.js'
import type { Language } from './language.js'
import { onwardIn } from './onward.js'
import type { Part } from './parts.js'
import { holdsSteps } from './roles.js'
import { targetsIn } from './targets.js'
import type { UsedBlocks } from './used-blocks.js'

/** A decision that stands outside all steps, and the step before it. */
export interface Decided {
  branch: Branch
  before: Draft
}

/** What joins the last thing to do to those before it: "run this and stop". */
const LAST_CLAUSE = /[,;]?\s(?:and|then|und|dann|et|puis|y|luego|e|então)\s(?:then\s)?/giu

/** A paragraph, or that of the first item of a list. */
function wordsOfFirst(block: RootContent): RootContent[] {
  const [item] = block.type === 'list' ? block.children : []
  return item ? item.children.slice(0, 1) : [block]
}

/** Collects the steps of flows, and the decisions that stand between them. */
export class Settlement {
  /** The steps, in the order in which they were met. */
  readonly drafts: Draft[] = []
  readonly decided: Decided[] = []
  /** The first step of each of several ways, by the branch that leads there. */
  readonly ways = new Map<Branch, Draft>()

  private readonly source: Source
  private readonly languages: readonly Language[]
  private readonly blocks: UsedBlocks

  constructor(source: Source, languages: readonly Language[], blocks: UsedBlocks) {
    this.source = source
    this.languages = languages
    this.blocks = blocks
  }

  /**
   * Lists all steps of flows in order; each decision and each choice gets the step that decides.
   * @param flows What follows in order.
   * @param before The step before them.
   */
  settle(flows: readonly Flow[], before: Draft | null): Flow[] {
    const result: Flow[] = []
    let last = before
    const hasSteps = flows.some(({ type }) => type !== 'decisions')
    for (const flow of flows) {
      if (flow.type === 'step') {
        const { draft } = flow
        this.drafts.push(draft)
        last = draft
        result.push(flow, ...this.apart(draft))
        const said = draft.words && !draft.blocks.includes(draft.words) ? [draft.words] : []
        const onward = onwardIn([...said, ...draft.blocks], this.languages, this.source)
        if (onward) draft.onward = onward
      } else if (flow.type === 'decisions') {
        // Decisions before the first step stay in their section, unless they are all that there is.
        const [block] = flow.blocks
        const isTable = block?.type === 'table'
        const { rest, cases } = cutCases(flow.blocks, this.languages, this.source)
        const isRun = cases.length > 0
        if (
          last === null &&
          !isRun &&
          (hasSteps ? !isTable || !holdsSteps(flow.role) : !isTable && !holdsSteps(flow.role))
        )
          continue
        if (last === null && isTable) {
          last = this.hostOf(flow.part, block, 'diagnosis', [block])
          result.push({ type: 'step', draft: last }, ...this.apart(last, 'action'))
          continue
        }
        const branches = readLenientBody(rest, this.languages, this.source).branches
        for (const block of flow.blocks) this.blocks.use(block, 'branch')
        if (branches.length + cases.length === 0) continue
        if (last === null) {
          last = this.hostOf(flow.part, flow.blocks[0]!, 'diagnosis')
          result.push({ type: 'step', draft: last })
        }
        for (const branch of branches) this.decided.push({ branch, before: last })
        if (isRun) result.push(this.choiceAmong(cases, last, last.kind === 'check' ? 'check' : 'action'))
      } else {
        if (result.at(-1)?.type !== 'step' || last === null) {
          last = this.hostOf(flow.part, null, 'diagnosis')
          result.push({ type: 'step', draft: last })
        }
        const host = last
        const options = flow.options.map((option) => ({ ...option, flow: this.settle(option.flow, host) }))
        for (const option of options) this.addWay(host, option)
        result.push({ ...flow, options })
      }
    }
    return result
  }

  /** What is run in some cases only, as steps of their own behind a step. */
  private apart(draft: Draft, kind = draft.kind): Flow[] {
    const { rest, cases, cut } = cutCases(draft.blocks, this.languages, this.source)
    const isCut = draft.words !== null && cut.includes(draft.words)
    if (cases.length === 0) return []
    draft.blocks = rest
    if (isCut) draft.words = null
    for (const block of cut) this.blocks.use(block, 'branch')
    return [this.choiceAmong(cases, draft, kind)]
  }

  /** The cases of a step, each as a step of its own behind it. */
  private choiceAmong(cases: readonly CaseBlocks[], draft: Draft, kind: Draft['kind']): Flow {
    const options = cases.map(({ condition, blocks }): FlowOption => {
      const way = this.wayOf(condition, blocks, draft, kind)
      this.drafts.push(way)
      const flow: Flow[] = [{ type: 'step', draft: way }]
      return { title: condition, position: way.position, flow, isDefault: condition === '' }
    })
    for (const option of options) this.addWay(draft, option)
    return { type: 'choice', part: draft.part, kind, options }
  }

  /** The step of a case, called by its words; these are no label of what it holds. */
  private wayOf(condition: string, blocks: RootContent[], { part }: Draft, kind: Draft['kind']): Draft {
    const [first] = blocks
    const said = first?.type === 'paragraph' ? titleOf(plainText(first)) : ''
    const words = firstInstruction(blocks.flatMap(wordsOfFirst), this.languages) ?? (said || condition || 'Otherwise')
    const isCode = first?.type === 'paragraph' && first.children[0]?.type === 'inlineCode'
    const title = isCode ? words : words.charAt(0).toUpperCase() + words.slice(1)
    const way: Draft = { ...looseDraft(blocks, title, part, null, this.source), kind }
    const isNamed = first && said === words && !title.endsWith('…')
    const [onward] = this.onward(blocks)
    const told = onward ? { ...way, onward } : way
    return isNamed ? { ...told, words: first, blocks: blocks.slice(1) } : told
  }

  /** Where a case goes on when it is done, where it says so: without a further condition. */
  private onward(blocks: readonly RootContent[]): Target[] {
    const plain = blocks.filter((block) => readLenientBody([block], this.languages, this.source).branches.length === 0)
    const joined = plain.map((block) => {
      const words = block.type === 'paragraph' ? plainText(block) : ''
      const last = [...words.matchAll(LAST_CLAUSE)].at(-1)
      return last && block.type === 'paragraph'
        ? paragraphOf(splitAt(block.children, last.index + last[0].length)[1])
        : block
    })
    const said = targetsIn(plain, this.languages, this.source)
    return said.length > 0 ? said : targetsIn(joined, this.languages, this.source)
  }

  /** A step for what has to be decided before there is any. */
  private hostOf(part: Part, block: RootContent | null, kind: Draft['kind'], blocks: RootContent[] = []): Draft {
    const heading = part.heading ?? block
    const draft = headedDraft(
      { ...part, heading: part.heading, blocks: block && !part.heading ? [block] : [], children: [] },
      null,
      this.source,
      this.languages
    )
    draft.kind = kind
    draft.title = part.title === '' ? 'Decide' : ((part.role && this.sentenceOf(block)) ?? part.title)
    draft.ordinal = null
    if (heading) draft.position = this.source.of(heading)
    draft.blocks = blocks
    this.drafts.push(draft)
    return draft
  }

  /** What a paragraph below the name of a section says to do, or its first sentence. */
  private sentenceOf(block: RootContent | null): string | null {
    if (block?.type !== 'paragraph') return null
    const text = oneLine(plainText(block))
    const sentence = anyInstruction([block], this.languages) ?? titleOf(firstSentence(text))
    const said = sentence.replace(/^for (?:more|further) (?:information|details|help),\s*/i, '')
    return said.charAt(0).toUpperCase() + said.slice(1)
  }

  private addWay(host: Draft, { title, position, flow, isDefault = false }: FlowOption): void {
    const [first] = flow
    if (first?.type !== 'step') return
    const { draft } = first
    host.decisions.push({
      condition: behindIf(title),
      isDefault,
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
}
