/**
 * Commands that belong to a case of a step: each is a step of its own behind that case, so that nobody is offered it in turn.
 */
import type { Heading, Paragraph, PhrasingContent, RootContent, Table } from 'mdast'
import { oneLine, paragraphOf, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { commandsWithin, inlineCommandsIn } from './commands.js'
import { conditionOf, type Condition } from './conditions.js'
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
      if (condition && runs(inside, source) && !leads(inside, languages, source)) {
        found.cases.push({ condition: wordsOf(condition), blocks: inside })
        found.cut.push(block)
        index += length
      } else found.rest.push(block)
    } else if (block.type === 'paragraph') {
      const next = blocks[index + 1]
      const isLed = next?.type === 'code' && /[:：]\s*$/.test(plainText(block))
      if (inParagraph(block, isLed ? next : null, found, languages, source) && isLed) index++
    } else found.rest.push(block)
  }
  return found
}

/** What is seen in a case, and not done. */
const SAYS = /^(?:it|this|that)\s+(?:indicates|means|shows|says)\b/i

/** Whether some blocks hold a command. */
export function runs(blocks: readonly RootContent[], source: Source): boolean {
  return blocks.some((block) => commandsWithin(block, source).length > 0 || inlineCommandsIn(block, source).length > 0)
}

function leads(blocks: readonly RootContent[], languages: readonly Language[], source: Source): boolean {
  return targetsIn(blocks, languages, source).length > 0
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

/** Cuts the cases of a paragraph; says whether the last one holds the fence below it. */
function inParagraph(
  paragraph: Paragraph,
  fence: RootContent | null,
  found: CutCases,
  languages: readonly Language[],
  source: Source
): boolean {
  const isBold = paragraph.children[0]?.type === 'strong'
  const decisions = decisionsIn(paragraph.children, isBold ? 'item' : 'sentence', languages)
  const told = decisions.map(({ rest }, index) => {
    const held = fence && index === decisions.length - 1 ? [fence] : []
    const said: PhrasingContent[] = [...rest]
    const blocks = [...(plainText(said).trim() === '' ? [] : [paragraphOf(said)]), ...held]
    const isSaid = SAYS.test(plainText(said).trim()) || isRemark(plainText(said))
    return runs(blocks, source) && !isSaid && !leads(blocks, languages, source) ? blocks : null
  })
  if (decisions[0]?.start !== 0 || told.every((blocks) => blocks === null)) {
    found.rest.push(paragraph)
    return false
  }
  found.cut.push(paragraph)
  for (const [index, decision] of decisions.entries()) {
    const blocks = told[index]
    if (blocks) found.cases.push({ condition: wordsOf(decision), blocks })
    else found.rest.push(paragraphOf(decision.nodes))
  }
  return fence !== null && told.at(-1) !== null
}
