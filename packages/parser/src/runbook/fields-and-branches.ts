/**
 * The parts of a step's body that open with a label or a condition: fields and branches.
 */
import type { Branch, Command, Field, FieldLabel, Matcher, Position, TextItem } from '@keys/schema'
import type { Nodes, Paragraph, PhrasingContent } from 'mdast'
import type { Conditional, Labeled } from './labels.js'
import { parseMatcher } from './matchers.js'
import { oneLine, plainText, walk } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { findTargets } from './targets.js'

/** Fields whose first words may be matchers. */
const HAS_MATCHERS: ReadonlySet<FieldLabel | null> = new Set<FieldLabel>(['expected', 'verification'])

/** A field or a branch that is still being read. */
interface Open {
  /** The words after the label or the condition, then the blocks that follow. */
  nodes: Nodes[]
  position: Position
}
export interface OpenField extends Open {
  kind: 'field'
  opening: Labeled
  commands: Command[]
  sharesParagraph: boolean
}
export interface OpenBranch extends Open {
  kind: 'branch'
  opening: Conditional
  form: Branch['form']
}

/** The field that was read. */
export function fieldOf(open: OpenField, source: Source): Field {
  const { label, name, strong, rest } = open.opening
  return {
    label,
    name,
    text: textOf(open.nodes, rest.length),
    items: itemsOf(open.nodes, source),
    matchers: HAS_MATCHERS.has(label) ? leadingMatchers(rest, source) : [],
    commands: open.commands,
    sharesParagraph: open.sharesParagraph,
    labelPosition: source.of(strong),
    position: open.position
  }
}

/** The branch that was read. */
export function branchOf(open: OpenBranch, source: Source): Branch {
  const { condition, isDefault, rest } = open.opening
  const matchers: Matcher[] = []
  const strayCode: TextItem[] = []
  for (const node of condition) {
    walk(node, (inner) => {
      if (inner.type !== 'inlineCode') return
      const position = source.of(inner)
      const matcher = parseMatcher(inner.value, position)
      if (matcher) matchers.push(matcher)
      else strayCode.push({ text: inner.value, position })
    })
  }
  const first = condition[0]
  const last = condition.at(-1)
  return {
    condition: isDefault ? '' : conditionText(condition),
    isDefault,
    matchers,
    strayCode,
    targets: findTargets(paragraphsOf(open.nodes, rest.length), source),
    text: textOf(open.nodes, rest.length),
    form: open.form,
    conditionPosition: first && last ? source.span(source.of(first), source.of(last)) : open.position,
    position: open.position
  }
}

/** The condition in words, with its matchers in back-ticks, as it is written. */
function conditionText(nodes: readonly PhrasingContent[]): string {
  const written = nodes.map(withCode).join('')
  return oneLine(written)
    .replace(/^(if|when|in case)\b\s*/i, '')
    .replace(/\s*:$/, '')
}

function withCode(node: Nodes): string {
  if (node.type === 'inlineCode') return `\`${node.value}\``
  return 'children' in node ? node.children.map(withCode).join('') : plainText(node)
}

/** The first nodes are the rest of a paragraph; they are looked at together, as the sentence they are. */
function paragraphsOf(nodes: readonly Nodes[], leading: number): Nodes[] {
  const sentence: Paragraph = { type: 'paragraph', children: nodes.slice(0, leading) as PhrasingContent[] }
  return [sentence, ...nodes.slice(leading)]
}

function textOf(nodes: readonly Nodes[], leading: number): string {
  return paragraphsOf(nodes, leading)
    .map((node) => (node.type === 'code' ? '' : plainText(node).trim()))
    .filter((text) => text !== '')
    .join('\n')
}

/** The items of the lists that stand in some blocks. */
export function itemsOf(nodes: readonly Nodes[], source: Source): TextItem[] {
  return nodes.flatMap((node) =>
    node.type === 'list'
      ? node.children.map((item) => ({ text: plainText(item).trim(), position: source.of(item) }))
      : []
  )
}

/** Matchers before the first other word of a field. */
function leadingMatchers(nodes: readonly PhrasingContent[], source: Source): Matcher[] {
  const matchers: Matcher[] = []
  for (const node of nodes) {
    if (node.type === 'inlineCode') {
      const matcher = parseMatcher(node.value, source.of(node))
      if (!matcher) break
      matchers.push(matcher)
    } else if (node.type !== 'text' || !/^\s*(,|or|and|, or)?\s*$/.test(node.value)) {
      break
    }
  }
  return matchers
}
