import type { PackSource } from '@keys/pack/core'
import type { Span } from '@keys/command-analysis'
import type { Position } from '@keys/schema'

/** A place in README.md as a finding has it. */
export function placeIn({ readme }: Pick<PackSource, 'readme'>, { start, end }: Span): Position | null {
  return readme?.range(start, end) ?? null
}
