import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser'
import type { Runbook } from '@keys/schema'
import type { Fault } from './facts.js'
import { Scripts } from './script/javascript.js'
import { refusal } from './text/limits.js'
import { codeOf, firstLine, type MappedText } from './text/mapped-text.js'
import type { Trees } from './trees.js'

/** Faults in fences that no interpreter runs and a parser can read: JSON and TypeScript. */
export function sampleFaults({ blocks }: Runbook, markdown: string, trees: Trees): Fault[] {
  const scripts = new Scripts(trees)
  return blocks.flatMap(({ role, position }) => {
    if (role !== 'output') return []
    const lines = markdown.slice(position.start.offset, position.end.offset).split(/\r\n|\r|\n/)
    const language = /^[`~]{3,}\s*(json|ts|typescript)\s*$/i.exec(lines[0] ?? '')?.[1]?.toLowerCase()
    if (language === undefined) return []
    const closed = /^\s*[`~]{3,}\s*$/.test(lines.at(-1) ?? '')
    const code = codeOf({ code: lines.slice(1, closed ? -1 : undefined).join('\n'), position }, markdown)
    return language === 'json' ? jsonFaults(code) : scripts.read(code, false, 'TypeScript').faults
  })
}

/** One value, or one on each line. */
function jsonFaults(code: MappedText): Fault[] {
  const refused = refusal(code.text)
  if (refused !== null) return [{ language: 'JSON', reason: refused, place: firstLine(code) }]
  const [fault] = errorsIn(code.text)
  const lines = code.text.split('\n').filter((line) => line.trim() !== '')
  if (!fault || (lines.length > 1 && lines.every((line) => errorsIn(line).length === 0))) return []
  const reason = printParseErrorCode(fault.error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
  return [{ language: 'JSON', reason, place: code.span(fault.offset, fault.offset + Math.max(fault.length, 1)) }]
}

function errorsIn(text: string): ParseError[] {
  const errors: ParseError[] = []
  parseTree(text, errors, { disallowComments: true })
  return errors
}
