/**
 * Words cut where sentences and clauses begin.
 */
import type { PhrasingContent } from 'mdast'
import { cut, plainText } from '../markdown/nodes.js'

/** So far is looked around a place in a sentence, in characters: a paragraph may be one long line, and is read in linear time. */
export const LONGEST_CLAUSE = 1000

/** Nodes up to an offset in their words, and from there on; one that cannot be cut stays whole, before the cut. */
export function splitAt(nodes: readonly PhrasingContent[], offset: number): [PhrasingContent[], PhrasingContent[]] {
  const before: PhrasingContent[] = []
  const after: PhrasingContent[] = []
  let start = 0
  for (const node of nodes) {
    const length = plainText(node).length
    if (start >= offset) after.push(node)
    else if (start + length <= offset || node.type !== 'text') before.push(node)
    else {
      before.push(...cut(node, 0, offset - start))
      after.push(...cut(node, offset - start))
    }
    start += length
  }
  return [before, after]
}

/** Where the sentences of some words begin. A full stop within code or an abbreviation ends none. */
export function sentenceStarts(text: string): number[] {
  return [0, ...laterStarts(text)]
}

/** The first sentence of some words, with the space behind it; what follows it is not looked at. */
export function firstSentence(text: string): string {
  for (const start of laterStarts(text)) return text.slice(0, start)
  return text
}

function* laterStarts(text: string): Generator<number> {
  // Most words are one sentence, and are asked about often.
  if (!/[.!?]\s|[。！？]/.test(text)) return
  for (const match of text.matchAll(/(?:[.!?](?:\s+)(?=[\p{Lu}"'`])|[。！？]\s*(?=\S))/gu)) {
    if (!/(?:\b(?:e\.g|i\.e|etc|vs|z\.B|ca)|\b[A-Z])$/.test(text.slice(Math.max(0, match.index - 5), match.index))) {
      yield match.index + match[0].length
    }
  }
}

/** Words without the sign that stands between a condition and them. */
export function withoutColon(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const [first] = nodes
  if (first?.type !== 'text') return [...nodes]
  return splitAt(nodes, /^\s*(?:[:：,，、]|->|=>|→|—|–|-(?=\s))?\s*(?:then\b\s*)?/i.exec(first.value)![0].length)[1]
}
