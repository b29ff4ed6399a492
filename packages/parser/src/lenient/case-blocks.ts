/**
 * Commands that belong to a case of a step: each is a step of its own behind that case, so that nobody is offered it in turn.
 */
import type { Heading, List, Paragraph, PhrasingContent, RootContent, Table } from 'mdast'
import { leadOf, oneLine, paragraphOf, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { commandsWithin, inlineCommandsIn } from './commands.js'
import { conditionOf, type Condition } from './conditions.js'
import { splitAt } from './cuts.js'
import { commandDecisionsIn } from './command-conditions.js'
import { decisionsIn } from './decisions.js'
import { isRemark, type Language } from './language.js'
import { decisionTableOf } from './tables.js'
import { targetsIn } from './targets.js'

/** What is done in one case. */
export interface CaseBlocks {
  /** The words of the condition; empty for all other cases. */
  condition: string
  blocks: RootContent[]
}

/** Blocks of a step, and apart from them what is done in some cases only. */
export interface CutCases {
  rest: RootContent[]
  cases: CaseBlocks[]
  /** The blocks that were cut. */
  cut: RootContent[]
}

/**
 * Cuts what is run in some cases only from the blocks of a step.
 * @param blocks The blocks.
 * @param languages The languages of the text.
 * @param source The text.
 */
export function cutCases(blocks: readonly RootContent[], languages: readonly Language[], source: Source): CutCases {
  const found: CutCases = { rest: [], cases: [], cut: [] }
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]!
    if (block.type === 'table') {
      inTable(block, found, source)
    } else if (block.type === 'heading') {
      const length = below(block, blocks.slice(index + 1))
      const inside = blocks.slice(index + 1, index + 1 + length)
      const condition = conditionOf(block.children, 'item', languages)
      if (condition && runs(inside, source)) {
        found.cases.push({ condition: wordsOf(condition), blocks: inside })
        found.cut.push(block)
        index += length
      } else found.rest.push(block)
    } else if (block.type === 'paragraph') {
      const led = ledBy(block, blocks.slice(index + 1), languages, source)
      if (inParagraph(block, led, found, languages, source)) index += led.length
    } else if (block.type === 'list') {
      inList(block, found, languages, source)
    } else found.rest.push(block)
  }
  return found
}

/** What is seen in a case, and not done. */
const SAYS = /^(?:it|this|that)\s+(?:indicates|means|shows|says)\b/i

/** Whether some blocks hold a command. */
function runs(blocks: readonly RootContent[], source: Source): boolean {
  return blocks.some((block) => commandsWithin(block, source).length > 0 || inlineCommandsIn(block, source).length > 0)
}

/** What a paragraph that ends with a colon, or says no more than its condition, holds below it: and the jump behind that. */
function ledBy(
  { children }: Paragraph,
  below: readonly RootContent[],
  languages: readonly Language[],
  source: Source
): RootContent[] {
  const [next, after] = below
  if (next?.type !== 'code' && next?.type !== 'list') return []
  const last = commandDecisionsIn(children, 'item', languages, true).at(-1)
  const isOpen = /[:：]\s*$/.test(plainText(children)) || (last && plainText(last.rest).trim() === '')
  if (!isOpen) return []
  const isJump =
    after?.type === 'paragraph' &&
    targetsIn([after], languages, source).length > 0 &&
    decisionsIn(after.children, 'sentence', languages).length === 0
  return isJump ? [next, after] : [next]
}

/** Cuts the items of a list that are done in some cases only, at any depth. */
function inList(list: List, found: CutCases, languages: readonly Language[], source: Source): void {
  const cases: CaseBlocks[] = []
  const left = list.children.flatMap((item) => {
    const lead = leadOf(item)
    const decisions = lead ? decisionsIn(lead, 'item', languages) : []
    if (lead && decisions[0]?.start === 0) {
      const inside: CutCases = { rest: [], cases: [], cut: [] }
      inParagraph(paragraphOf([...lead]), item.children.slice(1), inside, languages, source)
      cases.push(...inside.cases)
      if (inside.cases.length === 0) return [item]
      return inside.rest.length === 0 ? [] : [{ ...item, children: inside.rest as typeof item.children }]
    }
    const inside = cutCases(item.children, languages, source)
    if (inside.cases.length === 0) return [item]
    cases.push(...inside.cases)
    return [{ ...item, children: inside.rest as typeof item.children }]
  })
  if (cases.length === 0) {
    found.rest.push(list)
    return
  }
  found.cases.push(...cases)
  found.cut.push(list)
  if (left.length > 0) found.rest.push({ ...list, children: left })
}

/** How many blocks stand below a heading. */
function below({ depth }: Heading, blocks: readonly RootContent[]): number {
  const end = blocks.findIndex((block) => block.type === 'heading' && block.depth <= depth)
  return end === -1 ? blocks.length : end
}

function wordsOf({ condition, isDefault }: Condition): string {
  return isDefault ? '' : oneLine(plainText(condition)).replace(/(?<![\s:：,，.。])[\s:：,，.。]+$/u, '')
}

function inTable(table: Table, found: CutCases, source: Source): void {
  const rows = decisionTableOf(table) ?? []
  const told = rows.filter(({ action }) => inlineCommandsIn(paragraphOf(action), source).length > 0)
  if (told.length === 0) {
    found.rest.push(table)
    return
  }
  for (const { symptom, action } of told)
    found.cases.push({ condition: oneLine(plainText(symptom)), blocks: [paragraphOf(action)] })
  found.cut.push(table)
  const cut = new Set(told.map(({ row }) => row))
  const left = table.children.filter((row) => !cut.has(row))
  if (left.length > 1) found.rest.push({ ...table, children: left })
}

/** Some words of a paragraph. */
function between({ children }: Paragraph, start: number, end?: number): Paragraph {
  const [, behind] = splitAt(children, start)
  return paragraphOf(end === undefined ? behind : splitAt(behind, end - start)[0])
}

/** Cuts the cases of a paragraph; says whether the last one holds what stands below it. */
function inParagraph(
  paragraph: Paragraph,
  below: readonly RootContent[],
  found: CutCases,
  languages: readonly Language[],
  source: Source
): boolean {
  const decisions = commandDecisionsIn(paragraph.children, 'item', languages, below.length > 0)
  const told = decisions.map(({ rest }, index) => {
    const held = index === decisions.length - 1 ? below : []
    const said: PhrasingContent[] = [...rest]
    const blocks = [...(plainText(said).trim() === '' ? [] : [paragraphOf(said)]), ...held]
    const isSaid = SAYS.test(plainText(said).trim()) || isRemark(plainText(said))
    return runs(blocks, source) && !isSaid ? blocks : null
  })
  const [first] = decisions
  if (!first || told.every((blocks) => blocks === null)) {
    found.rest.push(paragraph)
    return false
  }
  found.cut.push(paragraph)
  let end = 0
  for (const [index, decision] of decisions.entries()) {
    if (decision.start > end) found.rest.push(between(paragraph, end, decision.start))
    end = decision.start + plainText(decision.nodes).length
    const blocks = told[index]
    if (blocks) found.cases.push({ condition: wordsOf(decision), blocks })
    else found.rest.push(paragraphOf(decision.nodes))
  }
  if (plainText(splitAt(paragraph.children, end)[1]).trim() !== '') found.rest.push(between(paragraph, end))
  return told.at(-1) !== null
}
