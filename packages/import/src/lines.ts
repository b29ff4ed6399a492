/**
 * What became of each line of the source, so that nothing is lost.
 */
import { writtenCommandsOf } from '@keys/parser/model'
import type { Runbook } from '@keys/schema'

/** A line that does not stand in the draft as it was. */
export interface MappedLine {
  /** Its number in the source, from 1. */
  line: number
  text: string
  /** What it was read as. */
  became: 'front matter' | 'heading' | 'step' | 'decision' | 'command' | 'text'
}

/**
 * The lines of the source that the files of the draft do not hold.
 * @param text The source.
 * @param files The files of the draft.
 * @param runbook What was read of the source.
 */
export function mapOf(text: string, files: Readonly<Record<string, string>>, runbook: Runbook): MappedLine[] {
  const kept = new Set(Object.values(files).flatMap((file) => file.split('\n').map((line) => line.trim())))
  return text.split('\n').flatMap((line, index): MappedLine[] => {
    if (line.trim() === '' || kept.has(line.trim())) return []
    return [{ line: index + 1, text: line, became: becameOf(index + 1, runbook) }]
  })
}

function becameOf(line: number, { blocks, steps }: Runbook): MappedLine['became'] {
  const holds = ({ position }: { position: { start: { line: number }; end: { line: number } } }): boolean =>
    position.start.line <= line && line <= position.end.line
  const commands = steps.flatMap(writtenCommandsOf)
  if (commands.some(holds)) return 'command'
  if (steps.some(({ branches }) => branches.some(holds))) return 'decision'
  if (steps.some(({ headingPosition }) => holds({ position: headingPosition }))) return 'step'
  const role = blocks.find(holds)?.role
  if (role === 'front-matter') return 'front matter'
  return role === 'title' || role === 'section-heading' || role === 'step-heading' ? 'heading' : 'text'
}
