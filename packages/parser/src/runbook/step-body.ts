/**
 * The body of a step: fields, branches, commands, and the words around them.
 */
import type { Block, Branch, Command, Field, FieldLabel, Position, TextItem } from '@keys/schema'
import type { List, ListItem, Nodes, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { commandsIn } from './commands.js'
import { isComment, openingOf, splitAtLabels } from './labels.js'
import { leadOf, plainText } from '../markdown/nodes.js'
import { branchOf, fieldOf, type OpenBranch, type OpenField } from './fields-and-branches.js'
import type { Source } from '../markdown/source.js'

/** What stands below the heading of a step, or in a section outside all steps. */
export interface Body {
  fields: Field[]
  branches: Branch[]
  commands: Command[]
  prose: TextItem[]
  formerIds: string[]
  /** What each block was read as, in the order of the blocks. */
  roles: Block['role'][]
}

/** Fields that own the code fences below them. */
const OWNS_COMMANDS: ReadonlySet<FieldLabel | null> = new Set<FieldLabel>([
  'verification',
  'rollback',
  'manual-alternative'
])

/**
 * Reads the blocks of a step.
 * @param blocks The blocks below its heading.
 * @param source The text they stand in.
 */
export function readBody(blocks: readonly RootContent[], source: Source): Body {
  const reader = new BodyReader(source)
  for (const block of blocks) reader.read(block)
  return reader.finish()
}

/** The ids that a step had before, in a comment such as `<!-- formerly: old-id -->`. */
export function formerIdsIn({ value }: Extract<RootContent, { type: 'html' }>): string[] {
  const former = /^<!--\s*formerly:\s*([a-z0-9\s,_-]+?)\s*-->/.exec(value)
  return former ? former[1]!.split(/[\s,]+/) : []
}

class BodyReader {
  private readonly body: Body = { fields: [], branches: [], commands: [], prose: [], formerIds: [], roles: [] }
  private open: OpenField | OpenBranch | null = null

  private readonly source: Source

  constructor(source: Source) {
    this.source = source
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
        return this.readParagraph(block, block, 'paragraph')
      case 'list':
        return this.readList(block)
      case 'code':
        return this.readCode(block)
      case 'heading':
        return this.readHeading(block)
      case 'html':
        return this.readHtml(block)
      case 'definition':
        return 'definition'
      case 'thematicBreak':
        return 'untyped'
      default:
        this.addCommandsOf(block)
        this.addWords(block)
        return 'prose'
    }
  }

  /** A heading below the steps: in other people's runbooks often a condition. */
  private readHeading(block: Extract<RootContent, { type: 'heading' }>): Block['role'] {
    this.close()
    const opening = openingOf(block.children, true)
    if (opening?.opening === 'condition') {
      this.start({
        kind: 'branch',
        opening,
        form: 'heading',
        nodes: [...opening.rest],
        position: this.source.of(block)
      })
      return 'branch'
    }
    this.addWords(block)
    return 'prose'
  }

  private readHtml(block: Extract<RootContent, { type: 'html' }>): Block['role'] {
    if (!isComment(block)) return 'untyped'
    this.body.formerIds.push(...formerIdsIn(block))
    return 'comment'
  }

  private readParagraph(paragraph: Paragraph, block: Paragraph | ListItem, form: Branch['form']): Block['role'] {
    let role: Block['role'] | null = null
    for (const [index, nodes] of splitAtLabels(paragraph.children).entries()) {
      const opening = openingOf(nodes, form === 'list-item')
      const position = this.positionOf(nodes, paragraph)
      if (opening) {
        this.close()
        const sharesParagraph = index > 0
        if (opening.opening === 'label') {
          this.start({ kind: 'field', opening, commands: [], sharesParagraph, nodes: [...opening.rest], position })
        } else {
          this.start({ kind: 'branch', opening, form, nodes: [...opening.rest], position })
        }
        role ??= opening.opening === 'label' ? 'field' : 'branch'
      } else {
        this.addWords(paragraph)
      }
    }
    if (block !== paragraph) for (const child of (block as ListItem).children.slice(1)) this.readNested(child)
    return role ?? 'prose'
  }

  /** A block inside a list item that opened a field or a branch: it belongs to that. */
  private readNested(block: RootContent): void {
    if (block.type === 'code') this.readCode(block)
    else {
      this.addCommandsOf(block)
      this.addWords(block)
    }
  }

  private readList(list: List): Block['role'] {
    const special = list.children.some((item) => {
      const lead = leadOf(item)
      return lead !== null && openingOf(lead, true) !== null
    })
    if (!special) {
      this.addCommandsOf(list)
      this.addWords(list)
      return 'list'
    }
    let role: Block['role'] = 'list'
    for (const item of list.children) {
      const first = item.children[0]
      const lead = leadOf(item)
      if (first?.type === 'paragraph' && lead && openingOf(lead, true)) {
        const read = this.readParagraph(first, item, 'list-item')
        if (role === 'list') role = read
        this.extend(this.source.of(item))
      } else {
        // A branch ends with its item.
        if (this.open?.kind === 'branch') this.close()
        this.addCommandsOf(item)
        this.addWords(item)
      }
    }
    return role
  }

  private readCode(block: Extract<RootContent, { type: 'code' }>): Block['role'] {
    const [command] = commandsIn(block, this.source)
    if (!command) return 'output'
    this.owner().push(command)
    if (this.open?.kind === 'field' && this.owner() !== this.body.commands) this.extend(command.position)
    return 'command'
  }

  private addCommandsOf(block: Nodes): void {
    this.owner().push(...commandsIn(block, this.source))
  }

  /** Where a command belongs that stands here. */
  private owner(): Command[] {
    const open = this.open
    return open?.kind === 'field' && OWNS_COMMANDS.has(open.opening.label) ? open.commands : this.body.commands
  }

  /** Words belong to the field or branch that is open, or else to the step. */
  private addWords(block: Nodes): void {
    const position = this.source.of(block)
    if (this.open) {
      this.open.nodes.push(block)
      this.extend(position)
    } else {
      const text = plainText(block).trim()
      if (text !== '') this.body.prose.push({ text, position })
    }
  }

  private start(open: OpenField | OpenBranch): void {
    this.open = open
  }

  private extend(position: Position): void {
    if (this.open) this.open.position = this.source.span(this.open.position, position)
  }

  private close(): void {
    if (this.open?.kind === 'field') this.body.fields.push(fieldOf(this.open, this.source))
    if (this.open?.kind === 'branch') this.body.branches.push(branchOf(this.open, this.source))
    this.open = null
  }

  private positionOf(nodes: readonly PhrasingContent[], paragraph: Paragraph): Position {
    const first = nodes[0]
    const last = nodes.at(-1)
    if (!first || !last) return this.source.of(paragraph)
    return this.source.span(this.source.of(first), this.source.of(last))
  }
}
