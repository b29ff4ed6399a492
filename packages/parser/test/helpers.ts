import type { Position, Runbook } from '@keys/schema'
import { parseRunbook } from '../src/index.ts'

/** The text of a runbook with one step in its diagnosis. */
export function stepText(body: string): string {
  return `# T\n\n## Diagnosis flow\n\n### Step 1: One\n\n${body}\n`
}

/** The one step of a runbook that has these blocks below its heading. */
export function stepOf(body: string): Runbook['steps'][number] {
  return parseRunbook(stepText(body)).steps[0]!
}

/** What stands at a position. */
export function at(text: string, position: Position): string {
  return text.slice(position.start.offset, position.end.offset)
}

/** All positions of a model, wherever they stand. */
export function positionsIn(value: unknown): Position[] {
  if (typeof value !== 'object' || value === null) return []
  if ('start' in value && 'end' in value && typeof value.start === 'object') return [value as Position]
  return Object.values(value).flatMap(positionsIn)
}

/** The blocks of a model and the gaps between them, which together are the text. */
export function pieces(text: string, model: { blocks: Runbook['blocks'] }): { blocks: string[]; gaps: string[] } {
  let end = 0
  const gaps: string[] = []
  const blocks: string[] = []
  for (const { position } of model.blocks) {
    gaps.push(text.slice(end, position.start.offset))
    blocks.push(at(text, position))
    end = position.end.offset
  }
  gaps.push(text.slice(end))
  return { blocks, gaps }
}

/** Where each line starts, by the line endings of CommonMark, and whether it opens with a byte order mark. */
export function misplaced(text: string, positions: readonly Position[]): Position[] {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)]
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  const fits = ({ line, column, offset }: Position['start']): boolean => {
    const start = starts[line - 1]
    if (start === undefined || offset > text.length) return false
    const expected = offset - start + 1 - (line === 1 && offset > 0 ? mark : 0)
    return column === expected
  }
  return positions.filter(({ start, end }) => !(start.offset <= end.offset && fits(start) && fits(end)))
}
