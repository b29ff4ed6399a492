/**
 * A branch of somebody else's runbook.
 */
import type { Branch, Matcher, Position, TextItem } from '@keys/schema'
import type { Nodes, PhrasingContent } from 'mdast'
import { oneLine, paragraphOf, plainText, walk } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { parseMatcher } from '../runbook/matchers.js'
import type { Condition } from './conditions.js'
import type { Language } from './language.js'
import { targetsIn } from './targets.js'

/** A branch of somebody else's text. */
export function lenientBranch(
  { isDefault, condition, rest }: Condition,
  form: Branch['form'],
  position: Position,
  below: readonly Nodes[],
  languages: readonly Language[],
  source: Source
): Branch {
  const matchers: Matcher[] = []
  const strayCode: TextItem[] = []
  for (const node of condition) {
    walk(node, (inner) => {
      if (inner.type !== 'inlineCode') return
      strayCode.push({ text: inner.value, position: source.of(inner) })
    })
  }
  // What somebody else puts in back-ticks is a name more often than an answer: only a whole condition decides by machine.
  const [only] = strayCode
  if (only && strayCode.length === 1 && /^(?:if|when)\s+\S+$/i.test(plainText(condition).trim())) {
    const matcher = parseMatcher(only.text, only.position)
    if (matcher && matcher.type !== 'invalid') {
      matchers.push(matcher)
      strayCode.pop()
    }
  }
  const nodes: Nodes[] = [paragraphOf([...rest]), ...below]
  return {
    condition: isDefault ? '' : conditionWords(condition),
    isDefault,
    matchers,
    strayCode,
    targets: targetsIn(nodes, languages, source, isDefault ? '' : plainText(condition)),
    text: nodes
      .map((node) => (node.type === 'code' ? '' : plainText(node).trim()))
      .filter(Boolean)
      .join('\n'),
    form,
    conditionPosition: spanOf(condition, source) ?? position,
    position
  }
}

function spanOf(nodes: readonly PhrasingContent[], source: Source): Position | null {
  const first = nodes[0]
  const last = nodes.at(-1)
  return first && last ? source.span(source.of(first), source.of(last)) : null
}

function conditionWords(nodes: readonly PhrasingContent[]): string {
  return behindIf(nodes.map((node) => (node.type === 'inlineCode' ? `\`${node.value}\`` : plainText(node))).join(''))
}

/** The words of a condition as they stand behind "if". */
export function behindIf(words: string): string {
  return oneLine(words)
    .replace(/^[(（](.*)[)）]$/, '$1')
    .replace(/^(?:only|just|but)\b\s*/i, '')
    .replace(/^(?:if|when|whenever|once|in case(?: of)?|in the event(?: that)?)\b\s*/i, '')
    .replace(/^unless\s+/i, 'it is not so that ')
    .replace(/^(?:As|On|With|Upon)(?=\s)/, (word) => word.toLowerCase())
    .replace(/(?<![\s:：,，.。])[\s:：,，.。]+$/u, '')
}
