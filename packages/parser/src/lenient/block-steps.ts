/**
 * Finds the steps in the blocks of one part: its lists, its bullets, its commands, its words.
 */
import type { List, ListItem, RootContent } from 'mdast'
import { oneLine, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import type { BlockQuestions } from './block-questions.js'
import {
  anyInstruction,
  firstInstruction,
  headedDraft,
  itemDraft,
  looseDraft,
  type Draft,
  type Flow
} from './drafts.js'
import {
  areCases,
  countInstructions,
  isConditional,
  isInstructionItem,
  isLinkList,
  leadWords,
  stretchesOf,
  type Item
} from './items.js'
import { isInstruction, isRemark, type Language } from './language.js'
import type { Part } from './parts.js'
import { holdsSteps, stepKindOf } from './roles.js'
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

/** Languages in which a fence without words shows what something looks like. */
const SHOWN = /^(?:py|python|js|javascript|node)$/i

/** Finds steps in blocks. */
export class BlockSteps {
  private readonly languages: readonly Language[]
  private readonly source: Source
  private readonly blocks: BlockQuestions

  /**
   * @param languages The languages of the text.
   * @param source The text.
   * @param blocks What can be asked of blocks.
   */
  constructor(languages: readonly Language[], source: Source, blocks: BlockQuestions) {
    this.languages = languages
    this.source = source
    this.blocks = blocks
  }

  /** The steps in the blocks before the first child of a part. */
  inBlocks(part: Part, role: SectionRole | null, isIntroduction: boolean): Flow[] {
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
  bulletsOf(part: Part, role: SectionRole | null): List | null {
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

  /** The items of a list are ways, where all that was found of them is steps. */
  choiceOfItems(part: Part, role: SectionRole | null, own: Flow[]): Flow[] {
    const items = own.filter((flow) => flow.type === 'step' && flow.draft.form === 'list-item')
    if (items.length < 2 || items.length < own.length) return own
    const options = items.map((flow) => {
      const { title, headingPosition } = (flow as Extract<Flow, { type: 'step' }>).draft
      return { title, position: headingPosition, flow: [flow] }
    })
    return [{ type: 'choice', part, kind: stepKindOf(role), options }]
  }

  /** A question changes nothing. */
  asked(draft: Draft): Draft {
    const isQuestion = /[?？]$/.test(draft.title) && !this.blocks.hasCommand(draft.blocks) && draft.kind === 'action'
    return isQuestion ? { ...draft, kind: 'diagnosis' } : draft
  }
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
