/**
 * Finds the steps of somebody else's runbook, and how they follow each other.
 */
import type { List, ListItem, RootContent } from 'mdast'
import { oneLine, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { BlockQuestions } from './block-questions.js'
import {
  anyInstruction,
  firstInstruction,
  headedDraft,
  itemDraft,
  looseDraft,
  type Draft,
  type Flow,
  type FlowOption
} from './drafts.js'
import {
  areCases,
  countInstructions,
  isConditional,
  isInstructionItem,
  isLinkList,
  leadWords,
  openedAtLabels,
  stretchesOf,
  type Item
} from './items.js'
import { isCase } from './folds.js'
import { isInstruction, isRemark, roleOf, type Language } from './language.js'
import { hasCodeInItems, longestList, saysLittle, seriesIn, titlesIn } from './part-questions.js'
import { allBlocksOf, type Part } from './parts.js'
import { relisted } from './relist.js'
import { holdsNoSteps, holdsSteps, stepKindOf } from './roles.js'
import { isAnswer } from './unopened.js'
import type { SectionRole } from './words/words.js'

/** What leads a list that lists things and no steps. */
const LISTS_THINGS =
  /\b(?:causes?|reasons?|metrics|examples?|following (?:logs|fields|columns|components|roles|types|values|events|permissions|tools|resources|services|tables|information|categories|scenarios)|such as|include|includes|including|consists? of|means|indicates|ursachen|causas|raisons)\b[^.]*:?\s*$/i

/** What leads a list of things to do, and none of what a program does. */
const ANNOUNCES =
  /(?:\b(?:steps?|following|instructions|should|must|need to|do|by|procedure|then|please)|^to\b[^.]{3,100})\s*:$/i

/** Words that only point somewhere, and are nothing to do by themselves. */
const ONLY_POINTS =
  /\bfor (?:more|further) (?:details|information|help)\b|^(?:please )?(?:see|refer|note|remember|consider|read|visit|follow the link|siehe|voir|ver|veja)\b/i

/** Time that no runbook takes: "(Months 1-3)", "Q2". */
const PLANNED = /\b(?:months?|quarters?|years?|weeks)\s+\d|\bQ[1-4]\b/i
const ADVICE = /\b(?:practices|tips|pitfalls|principles)\W*$/i
const GERUND = /^\p{L}{3,}ing\b/iu
/** Languages in which a fence without words shows what something looks like. */
const SHOWN = /^(?:py|python|js|javascript|node)$/i

/** Finds steps, part by part. */
export class StepFinder {
  private readonly languages: readonly Language[]
  private readonly source: Source
  private readonly blocks: BlockQuestions

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
  }

  /**
   * The steps of a part and of the parts below it.
   * @param part The part.
   * @param inherited What the part above it stands for.
   */
  visit(part: Part, inherited: SectionRole | null): Flow[] {
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
      const draft = this.asked(headedDraft(self, role, this.source, this.languages))
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
      return [{ type: 'step', draft: this.asked(question) }, ...below]
    }
    const own = this.inBlocks({ ...part, blocks }, role, part.number?.kind === 'group' && below.length > 0)
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
    return [...this.choiceOfItems(part, role, own), ...below]
  }

  private choiceOfItems(part: Part, role: SectionRole | null, own: Flow[]): Flow[] {
    const items = own.filter((flow) => flow.type === 'step' && flow.draft.form === 'list-item')
    if (items.length < 2 || items.length < own.length) return own
    const options = items.map((flow) => {
      const { title, headingPosition } = (flow as Extract<Flow, { type: 'step' }>).draft
      return { title, position: headingPosition, flow: [flow] }
    })
    return [{ type: 'choice', part, kind: stepKindOf(role), options }]
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
      return hasCommand || (tells && this.bulletsOf(part, role) === null)
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

  /** A question changes nothing. */
  private asked(draft: Draft): Draft {
    const isQuestion = /[?？]$/.test(draft.title) && !this.blocks.hasCommand(draft.blocks) && draft.kind === 'action'
    return isQuestion ? { ...draft, kind: 'diagnosis' } : draft
  }

  private isNumberedStep(part: Part, role: SectionRole | null): boolean {
    const { number, title, role: own } = part
    if (this.series.has(part)) return true
    if (number?.kind !== 'plain') return number?.kind === 'step'
    return (own === null && holdsSteps(role)) || (own === null && isInstruction(title, this.languages))
  }

  /** The steps in the blocks before the first child of a part. */
  private inBlocks(part: Part, role: SectionRole | null, isIntroduction: boolean): Flow[] {
    const stretches = stretchesOf(part.blocks)
    const accepted = stretches.map(
      (stretch, index) => stretch.type === 'items' && this.isAccepted(stretch.items, role, stretches[index - 1])
    )
    if (!accepted.includes(true)) return this.withoutNumbers(part, role, isIntroduction)
    return stretches
      .flatMap((stretch, index): Flow[] => {
        if (stretch.type === 'items' && accepted[index])
          return this.fromItems(stretch.items, true, part, role, stretch.lists)
        const blocks = stretch.type === 'items' ? stretch.lists : stretch.blocks
        return this.loose(blocks, part, role)
      })
      .reduce(joinBareCommands, [])
  }

  private isAccepted(
    items: readonly Item[],
    role: SectionRole | null,
    before: ReturnType<typeof stretchesOf>[number] | undefined
  ): boolean {
    const nodes = items.map(({ item }) => item)
    if (isLinkList(nodes)) return false
    const told = items.filter(
      ({ item, after }) => isInstructionItem(item, this.languages) || this.blocks.hasCommand(after)
    ).length
    const count = items.length
    if (count === 1)
      return (
        (told === 1 || (holdsSteps(role) && this.languages[0]?.words.code !== 'en')) &&
        (holdsSteps(role) || this.blocks.runs(nodes[0]!.children) || this.blocks.hasCommand(items[0]!.after))
      )
    const lead = before?.type === 'blocks' ? before.blocks.at(-1) : undefined
    const things = lead?.type === 'paragraph' && LISTS_THINGS.test(oneLine(plainText(lead)))
    if (role === 'verification' && !things) return true
    if (things) return told * 4 >= count * 3
    if (role === null || role === 'safety-checks' || role === 'causes')
      return told * 2 > count || this.speaksOtherwise(count, role)
    // What is known to go wrong is described; what is done against it is told.
    if (role === 'fixes') return told * 3 >= count * 2
    // Verbs are known in English best: in other languages the section says that its list holds steps.
    return this.languages[0]?.words.code !== 'en' || told * 3 >= count
  }

  /** Where no verbs are known a list of several is one of steps, unless its section says otherwise. */
  private speaksOtherwise(count: number, role: SectionRole | null): boolean {
    return role === null && count > 1 && this.languages[0]?.words.verbs === ''
  }

  private fromItems(
    items: readonly Item[],
    isNumbered: boolean,
    part: Part,
    role: SectionRole | null,
    lists: readonly List[]
  ): Flow[] {
    if (this.blocks.isDecisionList(items.map(({ item }) => item)))
      return [{ type: 'decisions', part, role, blocks: [...lists] }]
    return this.withRemarks(items, isNumbered, role).map((item, index): Flow => {
      // A bullet that opens with a condition decides on what the one before it found.
      const decides =
        !isNumbered &&
        index > 0 &&
        isConditional(leadWords(item.item), this.languages) &&
        !this.blocks.hasCommand(item.item.children)
      if (decides) return { type: 'decisions', part, role, blocks: [{ ...lists[0]!, children: [item.item] }] }
      return { type: 'step', draft: this.asked(itemDraft(item, isNumbered, part, role, this.source, this.languages)) }
    })
  }

  /** Items that say what was to be seen belong to those before them, unless most do, or that is what they are for. */
  private withRemarks(items: readonly Item[], isNumbered: boolean, role: SectionRole | null): readonly Item[] {
    if (!isNumbered || role === 'verification' || role === 'causes') return items
    const isSaid = items.map(
      ({ item, after }, index) =>
        index > 0 &&
        isRemark(leadWords(item)) &&
        !isInstructionItem(item, this.languages) &&
        !this.blocks.hasCommand([...item.children, ...after])
    )
    if (!isSaid.includes(true) || isSaid.filter(Boolean).length * 2 > items.length) return items
    const joined: Item[] = []
    for (const [index, item] of items.entries()) {
      if (isSaid[index]) joined.at(-1)!.after.push(...item.item.children, ...item.after)
      else joined.push({ ...item, after: [...item.after] })
    }
    return joined
  }

  /** A part without numbered steps: its bullets, its commands, its words. */
  private withoutNumbers(part: Part, role: SectionRole | null, isIntroduction: boolean): Flow[] {
    const bullets = this.bulletsOf(part, role)
    if (bullets) {
      return part.blocks
        .flatMap((block): Flow[] => {
          if (block !== bullets) return this.loose([block], part, role)
          const items = bullets.children.map((item, index) => ({ item, number: index + 1, after: [] }))
          const flows = this.fromItems(items, false, part, role, [bullets])
          return areCases(bullets.children, this.languages) ? this.choiceOfItems(part, role, flows) : flows
        })
        .reduce(joinBareCommands, [])
    }
    const flows = this.loose(part.blocks, part, role)
    if (isIntroduction || flows.some(({ type }) => type === 'step') || !holdsSteps(role)) return flows
    const instruction = firstInstruction(part.blocks, this.languages) ?? anyInstruction(part.blocks, this.languages)
    if (
      instruction === null ||
      ONLY_POINTS.test(instruction) ||
      part.heading === null ||
      role === 'safety-checks' ||
      role === 'causes'
    )
      return flows
    return [{ type: 'step', draft: headedDraft(part, role, this.source, this.languages, instruction) }]
  }

  /** The bullets of a part that are steps: in a part that holds steps, or with boxes to tick. */
  private bulletsOf(part: Part, role: SectionRole | null): List | null {
    const lists = part.blocks.filter((block) => block.type === 'list' && block.ordered !== true) as List[]
    return (
      lists.find(({ children }) => {
        if (isLinkList(children) || this.blocks.isDecisionList(children)) return false
        const isTasks = children.every(({ checked }) => typeof checked === 'boolean')
        if (holdsSteps(role) ? role === 'causes' && !isTasks : !isTasks && !this.isAnnounced(part, children))
          return false
        // One thing to look at is enough to say how it is seen that all is well.
        const isOne = children.length === 1 && role === 'verification'
        return isOne ? countInstructions(children, this.languages) === 1 : this.blocks.isMostlyInstructions(children)
      }) ?? null
    )
  }

  /** Whether the words above some bullets say that they are to be done, and every one of them says so too. */
  private isAnnounced({ blocks }: Part, items: readonly ListItem[]): boolean {
    const index = blocks.findIndex((block) => block.type === 'list' && block.children === items)
    const lead = blocks[index - 1]
    return (
      lead?.type === 'paragraph' &&
      ANNOUNCES.test(oneLine(plainText(lead))) &&
      countInstructions(items, this.languages) === items.length
    )
  }

  /** Blocks outside lists of steps: each command with the words before it is a step; decisions are of what was found before. */
  private loose(blocks: readonly RootContent[], part: Part, role: SectionRole | null): Flow[] {
    if (!this.blocks.hasCommand(blocks)) {
      return blocks
        .filter((block) => this.blocks.decides(block))
        .map((block) => ({ type: 'decisions', part, role, blocks: [block] }))
    }
    return this.blocks.cutAtCommands(blocks).flatMap((group): Flow[] => {
      if (!this.blocks.hasCommand(group)) return this.loose(group, part, role)
      const own = part.title
      const title = this.blocks.leadOfCommand(group) ?? firstInstruction(group, this.languages) ?? own
      if (title === '' || (title === own && role === null && this.isShown(group, own))) return []
      const draft = looseDraft(group, title, part, role, this.source)
      return [{ type: 'step', draft: { ...draft, isBare: title === own } }]
    })
  }

  /** Whether fences only show what a heading names: "Vulnerable code". */
  private isShown(blocks: readonly RootContent[], title: string): boolean {
    const told = blocks.filter((block) => this.blocks.hasCommand([block]))
    const isFence = told.every((block) => block.type === 'code' && SHOWN.test(block.lang ?? ''))
    return isFence && !isInstruction(title, this.languages)
  }
}

/** Whether the headings below a question are its answers. */
function isAsked({ title, children }: Part): boolean {
  return /[?？]$/.test(title) && children.length > 1 && children.every((child) => isAnswer(child.title))
}

/** A command behind a list that no words of its own introduce belongs to the step before it. */
function joinBareCommands(flows: Flow[], flow: Flow): Flow[] {
  const last = flows.findLast(({ type }) => type !== 'decisions')
  if (flow.type === 'step' && flow.draft.isBare && last?.type === 'step' && last.draft.part === flow.draft.part) {
    last.draft.blocks.push(...flow.draft.blocks)
    return flows
  }
  flows.push(flow)
  return flows
}
