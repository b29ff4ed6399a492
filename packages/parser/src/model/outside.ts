/**
 * What of a text is no step: it is shown or named, and never dropped.
 */
import type { Runbook } from '@keys/schema'

/** Lines that stand in no step. */
export interface OutsidePart {
  /** The heading under which they stand; null before the first one. */
  title: string | null
  first: number
  last: number
}

const NO_WORDS = new Set(['title', 'section-heading', 'step-heading', 'definition', 'comment', 'front-matter'])

/**
 * The parts of a text that no step holds, in order of writing.
 * @param runbook The runbook.
 */
export function outsideSteps({
  blocks,
  steps,
  sections
}: Pick<Runbook, 'blocks' | 'steps' | 'sections'>): OutsidePart[] {
  const parts: OutsidePart[] = []
  for (const { role, position } of blocks) {
    const { start, end } = position
    if (NO_WORDS.has(role)) continue
    const isInStep = steps.some(
      (step) => step.position.start.offset < end.offset && step.position.end.offset > start.offset
    )
    if (isInStep) continue
    const title = sections.findLast((section) => section.headingPosition.start.offset < start.offset)?.title ?? null
    const before = parts.at(-1)
    if (before && before.title === title) before.last = end.line
    else parts.push({ title, first: start.line, last: end.line })
  }
  return parts
}
