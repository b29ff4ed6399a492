/**
 * What stands below the heading of a step in somebody else's runbook, or outside all steps.
 */
import type { Block, Branch, Command, FieldLabel, Position } from '@keys/schema'
import type { Html, List, ListItem, Nodes, Paragraph, RootContent, Strong } from 'mdast'
import { fieldOf, type OpenField } from '../runbook/fields-and-branches.js'
import { isComment, openingOf, splitAtLabels } from '../runbook/labels.js'
import { leadOf, oneLine, paragraphOf, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { formerIdsIn, type Body } from '../runbook/step-body.js'
import { lenientBranch } from './branch.js'
import { commandsOfCode, commandsWithin, inlineCommandsIn } from './commands.js'
import { leadOfDecisions } from './command-conditions.js'
import { conditionOf, type Condition } from './conditions.js'
import { decisionsIn, type Decision } from './decisions.js'
import { summaryIn } from './folds.js'
import { roleOf, type Language } from './language.js'
import { plainLabelOf } from './plain-labels.js'
import { decisionTableOf } from './tables.js'
import { targetsIn } from './targets.js'

/** Fields that own the code fences below them. */
const OWNS_COMMANDS: ReadonlySet<FieldLabel | null> = new Set<FieldLabel>([
  'verification',
  'rollback',
  'manual-alternative'
])

/**
 * Reads blocks of a step, or of a section outside all steps.
 * @param blocks The blocks.
 * @param languages The languages of the text.
 * @param source The text.
 * @param decides Whether conditions in plain sentences count: in steps and in sections that can hold them.
 */
export function readLenientBody(
  blocks: readonly RootContent[],
  languages: readonly Language[],
  source: Source,
  decides = true
): Body {
  const reader = new LenientBody(languages, source, decides)
  for (const block of blocks) reader.read(block)
  return reader.finish()
}

/** A branch whose consequence may go on in the blocks below it. */
interface OpenBranch {
  branch: Branch
  nodes: Nodes[]
}

class LenientBody {
  private readonly body: Body = { fields: [], branches: [], commands: [], prose: [], formerIds: [], roles: [] }
  private field: OpenField | null = null
  private branch: OpenBranch | null = null
  /** Whether a heading opened the field: it holds all that stands below that. */
  private isHeaded = false

  private readonly languages: readonly Language[]
  private readonly source: Source
  private readonly decides: boolean

  constructor(languages: readonly Language[], source: Source, decides: boolean) {
    this.languages = languages
    this.source = source
    this.decides = decides
  }

  read(block: RootContent): void {
    this.body.roles.push(this.readBlock(block))
  }

  finish(): Body {
    this.close()
    return this.body
  }

  private readBlock(block: RootContent): Block['role'] {
    switch (block.type) {
      case 'paragraph':
        return this.readParagraph(block)
      case 'list':
        return this.readList(block)
      case 'code':
        return this.readCode(block)
      case 'heading':
        return this.readHeading(block)
      case 'table':
        return this.readTable(block)
      case 'definition':
        return 'definition'
      case 'html':
        this.body.formerIds.push(...formerIdsIn(block))
        return isComment(block) ? 'comment' : this.readSummary(block)
      case 'thematicBreak':
        this.close()
        return 'untyped'
      default:
        this.addCommands(commandsWithin(block, this.source))
        this.addWords(block)
        return 'prose'
    }
  }

  /** The summary of what is folded away is said before it. */
  private readSummary(html: Html): Block['role'] {
    const text = summaryIn(html)
    if (text === null) return 'untyped'
    this.close()
    this.body.prose.push({ text, position: this.source.of(html) })
    return 'prose'
  }

  private readHeading(heading: Extract<RootContent, { type: 'heading' }>): Block['role'] {
    this.close()
    const condition = conditionOf(heading.children, 'item', this.languages)
    if (condition) {
      this.startBranch(condition, 'heading', this.source.of(heading), heading)
      return 'branch'
    }
    const name = oneLine(plainText(heading))
    const role = this.decides ? roleOf(name, this.languages) : null
    if (role === 'rollback' || role === 'verification') {
      const strong: Strong = { ...heading, type: 'strong' }
      const opening = { opening: 'label' as const, label: role, name, strong, rest: [] }
      const position = this.source.of(heading)
      this.field = { kind: 'field', opening, commands: [], sharesParagraph: false, nodes: [], position }
      this.isHeaded = true
      return 'field'
    }
    this.addWords(heading)
    return 'prose'
  }

  private readParagraph(paragraph: Paragraph): Block['role'] {
    let role: Block['role'] | null = null
    for (const nodes of splitAtLabels(paragraph.children)) {
      const part = nodes.length === paragraph.children.length ? paragraph : paragraphOf([...nodes])
      const opening = openingOf(nodes, false) ?? (this.decides ? plainLabelOf(nodes) : null)
      if (opening?.opening === 'label') {
        this.close()
        const position = this.source.of(part)
        this.field = {
          kind: 'field',
          opening,
          commands: [],
          sharesParagraph: role !== null,
          nodes: [...opening.rest],
          position
        }
        if (OWNS_COMMANDS.has(opening.label)) this.addCommands(inlineCommandsIn(paragraphOf(opening.rest), this.source))
        role ??= 'field'
        continue
      }
      const isBold = nodes[0]?.type === 'strong'
      const isLead = isBold || (part.data !== undefined && 'opensItem' in part.data)
      const where = isLead ? leadOfDecisions(nodes, 'item') : 'sentence'
      const found = this.decides || isBold ? decisionsIn(nodes, where, this.languages) : []
      if (found[0]?.start === 0) {
        this.close()
        this.startBranches(found, found.length === 1 ? this.source.of(part) : null, part)
        role ??= 'branch'
        continue
      }
      if (!this.awaitsWords()) this.close()
      this.addWords(part)
      if (this.decides) this.addSentences(found)
    }
    return role ?? 'prose'
  }

  /** Conditions behind the first words of a paragraph. */
  private addSentences(found: readonly Decision[]): void {
    for (const decision of found) this.addBranch(decision, 'paragraph', this.source.of(paragraphOf(decision.nodes)), [])
  }

  private readList(list: List): Block['role'] {
    const takesWords = this.awaitsWords()
    if (!takesWords) this.close()
    let role: Block['role'] = 'list'
    const words: ListItem[] = []
    for (const item of list.children) {
      const read = takesWords ? null : this.readItem(item)
      if (read === null) words.push(item)
      else if (role === 'list') role = read
    }
    if (words.length > 0) {
      const rest = words.length === list.children.length ? list : { ...list, children: words }
      if (takesWords || words.length === list.children.length) this.addWords(rest)
      else for (const item of words) this.addWords(item)
      for (const item of words) {
        this.addCommands(commandsWithin(item, this.source))
        this.addCommands(inlineCommandsIn(item, this.source))
        if (this.decides && !takesWords) this.readNested(item)
      }
    }
    if (takesWords && !this.isHeaded) this.close()
    return role
  }

  /** An item that opens a field or a branch: it ends with the item. */
  private readItem(item: ListItem): Block['role'] | null {
    const lead = leadOf(item)
    if (!lead) return null
    const opening = openingOf(lead, false) ?? (this.decides ? plainLabelOf(lead) : null)
    if (opening?.opening === 'label' && opening.label !== null) {
      this.close()
      const position = this.source.of(item)
      this.field = { kind: 'field', opening, commands: [], sharesParagraph: false, nodes: [...opening.rest], position }
      if (OWNS_COMMANDS.has(opening.label)) this.addCommands(inlineCommandsIn(paragraphOf(opening.rest), this.source))
      for (const child of item.children.slice(1)) {
        this.field.nodes.push(child)
        this.addCommands(commandsWithin(child, this.source))
      }
      this.close()
      return 'field'
    }
    const found = decisionsIn(lead, 'item', this.languages)
    if (found[0]?.start !== 0) return null
    this.close()
    this.addItem(found, item)
    for (const child of item.children.slice(1)) this.addCommands(commandsWithin(child, this.source))
    return 'branch'
  }

  /** Decisions in the lists inside an item, and in its sentences. */
  private readNested(item: ListItem): void {
    for (const child of item.children) {
      if (child.type === 'paragraph') {
        const found = decisionsIn(child.children, 'sentence', this.languages)
        this.addSentences(found.filter(({ start }) => start > 0))
      }
      if (child.type !== 'list') continue
      for (const nested of child.children) {
        const found = decisionsIn(leadOf(nested) ?? [], 'item', this.languages)
        if (found[0]?.start === 0) this.addItem(found, nested)
        else this.readNested(nested)
      }
    }
  }

  /** The decisions of an item; what stands below it goes with the last one. */
  private addItem(found: readonly Decision[], item: ListItem): void {
    const below = item.children.slice(1)
    for (const [index, decision] of found.entries()) {
      const position = found.length === 1 ? this.source.of(item) : this.source.of(paragraphOf(decision.nodes))
      this.addBranch(decision, 'list-item', position, index === found.length - 1 ? below : [])
    }
  }

  private readCode(code: Extract<RootContent, { type: 'code' }>): Block['role'] {
    const commands = commandsOfCode(code, this.source)
    this.addCommands(commands)
    if (this.field && commands.length > 0 && OWNS_COMMANDS.has(this.field.opening.label)) {
      this.field.position = this.source.span(this.field.position, this.source.of(code))
    }
    return commands.length > 0 ? 'command' : 'output'
  }

  private readTable(table: Extract<RootContent, { type: 'table' }>): Block['role'] {
    const rows = decisionTableOf(table)
    if (!rows || !this.decides) {
      this.addCommands(inlineCommandsIn(table, this.source))
      this.addWords(table)
      return 'prose'
    }
    this.close()
    for (const { row, symptom, action } of rows) {
      this.addBranch({ isDefault: false, condition: symptom, rest: action }, 'list-item', this.source.of(row), [])
    }
    return 'branch'
  }

  /** Whether what is open has said nothing yet, so that the next block is what it says. */
  private awaitsWords(): boolean {
    if (this.field) return this.isHeaded || plainText(this.field.nodes).trim() === ''
    if (!this.branch) return false
    const words = plainText(this.branch.nodes).trim()
    return words === '' || /[:：]$/.test(words)
  }

  private addCommands(commands: readonly Command[]): void {
    const owned = this.field && OWNS_COMMANDS.has(this.field.opening.label)
    const list = owned ? this.field!.commands : this.body.commands
    for (const command of commands)
      if (!list.some(({ position }) => position.start.offset === command.position.start.offset)) list.push(command)
  }

  private addWords(block: Nodes): void {
    const position = this.source.of(block)
    if (this.field) {
      this.field.nodes.push(block)
      this.field.position = this.source.span(this.field.position, position)
    } else if (this.branch) {
      this.branch.nodes.push(block)
      this.branch.branch.position = this.source.span(this.branch.branch.position, position)
    } else {
      const text = plainText(block).trim()
      if (text !== '') this.body.prose.push({ text, position })
    }
    if (block.type === 'paragraph') this.addCommands(inlineCommandsIn(block, this.source))
  }

  /** The last one may go on below. */
  private startBranches(found: readonly Decision[], whole: Position | null, block: Nodes): void {
    const last = found.at(-1)!
    this.addSentences(found.slice(0, -1))
    this.startBranch(last, 'paragraph', whole ?? this.source.of(paragraphOf(last.nodes)), block)
  }

  private startBranch(condition: Condition, form: Branch['form'], position: Position, block: Nodes): void {
    this.addBranch(condition, form, position, [])
    this.branch = { branch: this.body.branches.at(-1)!, nodes: [paragraphOf([...condition.rest])] }
    this.addCommands(inlineCommandsIn(block, this.source))
  }

  private addBranch(condition: Condition, form: Branch['form'], position: Position, below: readonly Nodes[]): void {
    this.body.branches.push(lenientBranch(condition, form, position, below, this.languages, this.source))
    for (const node of [...condition.rest, ...below]) this.addCommands(inlineCommandsIn(node, this.source))
  }

  private close(): void {
    if (this.field) this.body.fields.push(fieldOf(this.field, this.source))
    const { branch } = this
    if (branch && branch.nodes.length > 1) {
      branch.branch.text = branch.nodes
        .map((node) => plainText(node).trim())
        .filter(Boolean)
        .join('\n')
      branch.branch.targets = targetsIn(branch.nodes, this.languages, this.source, branch.branch.condition)
    }
    this.field = null
    this.branch = null
    this.isHeaded = false
  }
}
