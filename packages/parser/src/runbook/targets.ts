/**
 * Targets: where a branch, or a sentence, sends the reader.
 */
import { slugOfPackageName, type Position, type SectionKind, type Target, type TerminalKind } from '@keys/schema'
import type { Nodes, PhrasingContent, Strong } from 'mdast'
import { parseStepLabel, stepWord } from '../headings/heading.js'
import { sectionKindOf } from '../headings/section-names.js'
import { plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'

const BRACKETED_LABEL = /\[((?:check|step|action|verify|verification)\s+\d{1,4})\]/gi
const STEP_IN_WORDS =
  /\b(?:continue|go|goto|proceed|skip|return|jump|move|repeat|see|follow|run|try|back)(?:\s+(?:on|back|ahead|over|directly|straight))*(?:\s+(?:to|with|from|at))?\s+(?:the\s+)?(check|step|action|verify|verification)\s+#?(\d{1,4})\b/gi
const SECTION_IN_WORDS =
  /\b(?:continue|go|proceed|skip|return|jump|move)(?:\s+(?:on|back|ahead|directly|straight))*\s+(?:to|with)\s+(?:the\s+)?([A-Za-z][A-Za-z /&-]{2,40})/gi
const STOP_IN_WORDS = /\bSTOP HERE\b/g

/**
 * Finds all targets in some blocks, in order of writing.
 * @param nodes The words after a condition and the blocks that follow them.
 * @param source The text they stand in.
 */
export function findTargets(nodes: readonly Nodes[], source: Source): Target[] {
  const targets: Target[] = []
  for (const node of nodes) collect(node, source, targets)
  return withPackages(targets)
}

/** @param around The text in which the node stands, which says what a bare `STOP HERE` means. */
function collect(node: Nodes, source: Source, targets: Target[], around = ''): void {
  switch (node.type) {
    case 'linkReference': {
      const label = parseStepLabel(plainText(node))
      if (label) targets.push({ type: 'step', label, step: null, form: 'reference', position: source.of(node) })
      return
    }
    case 'link': {
      if (node.url.startsWith('#')) {
        // The label holds the anchor until all steps are known.
        targets.push({ type: 'step', label: node.url, step: null, form: 'link', position: source.of(node) })
      }
      return
    }
    case 'inlineCode': {
      if (slugOfPackageName(node.value) !== null) {
        targets.push({ type: 'external', package: node.value, position: source.of(node) })
      }
      return
    }
    case 'strong': {
      const terminal = terminalOf(node, around)
      if (terminal) targets.push({ type: 'terminal', terminal, package: null, position: source.of(node) })
      else collectIn(node.children, source, targets)
      return
    }
    case 'code':
    case 'html':
      return
    default:
      if ('children' in node) collectIn(node.children, source, targets)
  }
}

/** Children with text among them: words of a sentence may run over emphasis, so that it is looked at as a whole. */
function collectIn(children: readonly Nodes[], source: Source, targets: Target[]): void {
  const text = children.some((child) => child.type === 'text') ? textOf(children as PhrasingContent[]) : ''
  const inWords = text === '' ? [] : targetsInWords(text)
  let start = 0
  for (const child of children) {
    const length = widthOf(child)
    if (child.type === 'text' || length > 0) {
      for (const found of inWords) {
        if (found.index < start || found.index >= start + length) continue
        targets.push(found.at(positionIn(child, found.index - start, found.length, source)))
      }
    }
    if (child.type !== 'text') collect(child, source, targets, text)
    start += length
  }
}

/** The text of phrasing content; what is no text and no emphasis stands as one unit that matches nothing. */
function textOf(children: readonly PhrasingContent[]): string {
  return children.map((child) => (widthOf(child) === 1 ? '\u0000' : plainText(child))).join('')
}

function widthOf(node: Nodes): number {
  if (node.type === 'text') return node.value.length
  if (node.type === 'emphasis' || (node.type === 'strong' && !terminalOf(node))) return plainText(node).length
  return 1
}

interface TargetInWords {
  index: number
  length: number
  at(position: Position): Target
}

function targetsInWords(text: string): TargetInWords[] {
  const found: TargetInWords[] = []
  const add = (match: RegExpMatchArray, at: TargetInWords['at']): void => {
    found.push({ index: match.index!, length: match[0].length, at })
  }
  for (const match of text.matchAll(BRACKETED_LABEL)) {
    const label = parseStepLabel(match[1]!)!
    add(match, (position) => ({ type: 'step', label, step: null, form: 'reference', position }))
  }
  for (const match of text.matchAll(STEP_IN_WORDS)) {
    const label = `${stepWord(match[1]!)} ${Number(match[2])}`
    add(match, (position) => ({ type: 'step', label, step: null, form: 'words', position }))
  }
  for (const match of text.matchAll(SECTION_IN_WORDS)) {
    const section = namedSection(match[1]!)
    if (section) add(match, (position) => ({ type: 'section', section, position }))
  }
  for (const match of text.matchAll(STOP_IN_WORDS)) {
    add(match, (position) => ({ type: 'terminal', terminal: stopKind(text), package: null, position }))
  }
  return found.sort((a, b) => a.index - b.index)
}

/** A section that a sentence names; a single step of it is no section. */
function namedSection(words: string): SectionKind | null {
  if (/^(check|step|action|verify|verification)\s*$/i.test(words)) return null
  return sectionKindOf(words)
}

/** Where the words found in a node stand; exact when its text is written as it is. */
function positionIn(node: Nodes, index: number, length: number, source: Source): Position {
  const whole = source.of(node)
  if (node.type !== 'text' || source.slice(whole) !== node.value) return whole
  const start = whole.start.offset + index
  return source.range(start, Math.min(start + length, whole.end.offset))
}

function terminalOf(node: Strong, around = ''): TerminalKind | null {
  const text = plainText(node)
  if (!/^STOP\b/.test(text)) return null
  return stopKind(/^STOP(?: HERE)?\W*$/i.test(text) ? around : text)
}

/** What a stop means. Words that nobody knows mean escalate: who cannot go on needs help, and is not done. */
function stopKind(text: string): TerminalKind {
  if (/\bescalat/i.test(text)) return 'escalate'
  if (/\bwrong\b/i.test(text)) return 'wrong-runbook'
  return DONE.test(text) && !NOT_DONE.test(text) ? 'resolved' : 'escalate'
}

const DONE =
  /\b(?:resolved|resolution|done|finished|completed?|solved|fixed|recovered|restored|healthy|success(?:ful(?:ly)?)?|all(?: is)? (?:well|good|clear)|works?(?: again)?|over)\b/i
const NOT_DONE = /\b(?:not|never|no longer|cannot|un(?:resolved|solved|fixed))\b|n['’]t\b/i

/** A stop at the wrong runbook takes the package that is named beside it; other packages are targets of their own. */
function withPackages(targets: Target[]): Target[] {
  const stop = targets.find((target) => target.type === 'terminal' && target.terminal === 'wrong-runbook')
  const named = targets.find((target) => target.type === 'external')
  if (stop?.type !== 'terminal' || named?.type !== 'external') return targets
  stop.package = named.package
  return targets.filter((target) => target !== named)
}
