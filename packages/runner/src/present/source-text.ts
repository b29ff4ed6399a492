/**
 * The text of a runbook as it is read on a terminal: Markdown without the marks that only a page shows.
 */
import type { Field, Runbook, Step } from '@keys/schema'
import { effectOf, fieldOf } from '@keys/parser/model'
import { labeled, text, type Block } from './blocks.js'

/**
 * The text of a step, without what is asked apart: its commands, its branches, and what has to hold before it changes
 * something.
 * @param markdown The text of the runbook.
 * @param runbook The runbook.
 * @param step One of its steps.
 */
export function stepText(markdown: string, runbook: Runbook, step: Step): Block[] {
  const { start, end } = step.position
  if (step.form === 'list-item') return paragraphs(markdown.slice(start.offset, end.offset))
  const asked = new Set(
    [
      ...step.commands,
      ...step.fields.filter(({ label }) => label !== 'manual-alternative').flatMap(({ commands }) => commands)
    ]
      .filter(({ interpreter }) => interpreter !== null)
      .map(({ position }) => position.start.offset)
  )
  const own = runbook.blocks.filter(
    ({ position }) => position.start.offset >= start.offset && position.end.offset <= end.offset
  )
  const precondition = effectOf(step, 'step') === 'read-only' ? null : fieldOf(step, 'precondition')
  const isAsked = ({ start: from }: Step['position']): boolean =>
    precondition !== null &&
    from.offset >= precondition.position.start.offset &&
    from.offset < precondition.position.end.offset
  return own.flatMap(({ role, position }): Block[] => {
    if (isAsked(position)) return []
    const source = markdown.slice(position.start.offset, position.end.offset)
    switch (role) {
      case 'step-heading':
      case 'branch':
      case 'comment':
      case 'definition':
        return []
      case 'command':
      case 'output':
        return asked.has(position.start.offset) ? [] : [codeOf(source)]
      default:
        return paragraphs(source)
    }
  })
}

function codeOf(source: string): Block {
  const lines = source.split('\n')
  const language = (lines[0] ?? '').replace(/^[`~\s]+/, '').trim()
  return { type: 'code', label: language === '' ? 'text' : language, code: lines.slice(1, -1).join('\n') }
}

const LABEL = /^\*\*([^*]+?):?\*\*\s*:?\s*/

/** Paragraphs and lists of a piece of Markdown. */
export function paragraphs(source: string): Block[] {
  return joined(source).map((line): Block => {
    const item = /^\s*[-*+]\s+(.*)$/.exec(line)
    if (item) return { type: 'list', items: [readable(item[1] ?? '')] }
    const label = LABEL.exec(line)
    if (!label) return text(readable(line))
    const tone = /^(warning|do not)/i.test(label[1] ?? '') ? 'warning' : 'plain'
    return labeled(label[1] ?? '', readable(line.slice(label[0].length)), tone)
  })
}

/** Lines that belong together as one; items of lists and quotes begin anew. */
function joined(source: string): string[] {
  const lines: string[] = []
  let isOpen = false
  for (const line of source.replaceAll('\r\n', '\n').split('\n')) {
    if (line.trim() === '') {
      isOpen = false
    } else if (isOpen && !/^\s*(?:[-*+]|\d+[.)]|>|\|)\s/.test(line)) {
      lines[lines.length - 1] += ` ${line.trim()}`
    } else {
      lines.push(line.trimEnd())
      isOpen = true
    }
  }
  return lines
}

/**
 * What a field says, in one paragraph, without its label and its commands.
 * @param markdown The text of the runbook.
 * @param field The field.
 */
export function fieldText(markdown: string, { labelPosition, position, commands }: Field): string {
  const end = commands[0]?.position.start.offset ?? position.end.offset
  const words = joined(markdown.slice(labelPosition.end.offset, end)).join(' ')
  return readable(words.replace(/^[\s:*]+/, ''))
}

/**
 * A line of Markdown as it is read: links and emphasis lose their marks, code keeps its own.
 * @param line The line.
 */
export function readable(line: string): string {
  return line
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : unmarked(part)))
    .join('')
}

function unmarked(words: string): string {
  return words
    .replaceAll(/\[([^\]]+)\]\((#[^)]*)\)/g, '$1')
    .replaceAll(/\[([^\]]+)\]\(([^)]*)\)/g, '$1 ($2)')
    .replaceAll(/\[((?:Check|Step|Action|Verify) \d+[a-z]?)\]/gi, '$1')
    .replaceAll('**', '')
}
