/**
 * What blocks hold: commands, instructions, decisions.
 */
import type { ListItem, Paragraph, RootContent } from 'mdast'
import { leadOf, oneLine, plainText, walk } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { commandsWithin, inlineCommandsIn } from './commands.js'
import { sentenceStarts } from './cuts.js'
import { decisionsIn } from './decisions.js'
import { firstInstruction } from './drafts.js'
import { countInstructions, isConditional, leadWords } from './items.js'
import { isInstruction, type Language } from './language.js'
import { decisionTableOf } from './tables.js'

/** Answers questions about blocks of one text. */
export class BlockQuestions {
  private readonly languages: readonly Language[]
  private readonly source: Source

  constructor(languages: readonly Language[], source: Source) {
    this.languages = languages
    this.source = source
  }

  /** A list of what follows from each answer. */
  isAnswers(block: RootContent): boolean {
    return block.type === 'list' && block.children.length > 1 && this.isDecisionList(block.children)
  }

  says(blocks: readonly RootContent[]): boolean {
    return (
      firstInstruction(blocks, this.languages) !== null ||
      blocks.some((block) => block.type === 'list' && this.isMostlyInstructions(block.children))
    )
  }

  /** Whether a list decides on what was found before: nearly all its items are conditions without commands. */
  isDecisionList(items: readonly ListItem[]): boolean {
    const conditional = items.filter(
      (item) => isConditional(leadWords(item), this.languages) && !item.children.some(({ type }) => type === 'code')
    )
    return conditional.length > 1
      ? conditional.length * 10 >= items.length * 7
      : conditional.length === items.length && items.length === 1
  }

  isMostlyInstructions(items: readonly ListItem[]): boolean {
    return items.length > 1 && countInstructions(items, this.languages) * 3 >= items.length * 2
  }

  /** Cuts blocks before each instruction that a command follows. */
  cutAtCommands(blocks: readonly RootContent[]): RootContent[][] {
    const groups: RootContent[][] = [[]]
    for (const [index, block] of blocks.entries()) {
      const opens = block.type === 'paragraph' && this.isCommand(blocks[index + 1]) && this.opensStep(block)
      if (opens && this.hasCommand(groups.at(-1)!)) groups.push([])
      groups.at(-1)!.push(block)
    }
    return groups
  }

  private opensStep(block: RootContent): boolean {
    const text = oneLine(plainText(block))
    const starts = sentenceStarts(text)
    return isInstruction(text, this.languages) || isInstruction(text.slice(starts.at(-1)), this.languages)
  }

  leadOfCommand(group: readonly RootContent[]): string | null {
    const index = group.findIndex((block) => this.isCommand(block))
    const before = group[index - 1]
    if (before?.type !== 'paragraph') return null
    const text = oneLine(plainText(before))
    const last = text.slice(sentenceStarts(text).at(-1)).trim()
    return isInstruction(last, this.languages) ? last : null
  }

  decides(block: RootContent): boolean {
    if (block.type === 'table') return decisionTableOf(block) !== null
    if (block.type === 'list') return block.children.some((item) => isConditional(leadWords(item), this.languages))
    if (block.type !== 'paragraph') return false
    const lead = leadOf(block)!
    return decisionsIn(lead, lead[0]?.type === 'strong' ? 'item' : 'sentence', this.languages)[0]?.start === 0
  }

  isCommand(block: RootContent | undefined): boolean {
    if (block?.type === 'paragraph') return this.isCommandAlone(block)
    return block?.type === 'code' && commandsWithin(block, this.source).length > 0
  }

  /** A paragraph that is nothing but a command. */
  private isCommandAlone({ children }: Paragraph): boolean {
    const [only] = children
    return children.length === 1 && only?.type === 'inlineCode' && inlineCommandsIn(only, this.source).length > 0
  }

  /** Whether blocks hold a command, be it in a sentence. */
  runs(blocks: readonly RootContent[]): boolean {
    return this.hasCommand(blocks) || blocks.some((block) => inlineCommandsIn(block, this.source).length > 0)
  }

  /** Whether a sentence of some blocks says that a command is run, always or in a case. */
  tellToRun(blocks: readonly RootContent[]): boolean {
    return blocks.some((block) => {
      let found = false
      walk(block, (node) => {
        if (node.type !== 'paragraph' || found) return
        const words = plainText(node)
        const isTold = isInstruction(words, this.languages) || isConditional(words, this.languages)
        found = isTold && inlineCommandsIn(node, this.source).length > 0
      })
      return found
    })
  }

  hasCommand(blocks: readonly RootContent[]): boolean {
    return blocks.some((block) => {
      let found = block.type === 'paragraph' && this.isCommandAlone(block)
      walk(block, (node) => {
        if (node.type === 'code' && !found) found = commandsWithin(node, this.source).length > 0
      })
      return found
    })
  }
}
