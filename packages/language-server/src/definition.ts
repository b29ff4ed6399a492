/**
 * Where something that is named is written.
 */
import { join } from 'node:path'
import type { Position } from '@keys/schema'
import type { Place } from './pack-context.js'
import { thingAt } from './symbol-at.js'

/** A place in a file. */
export interface Definition {
  /** Path of the file. */
  path: string
  /** What it speaks of; null for the file as a whole. */
  position: Position | null
}

/**
 * Where the thing at a place is written: a step at its heading, an input in pack.json, a pack in its README.md.
 * @param place A place in a document.
 * @returns Null when nothing is named there, and for keys, which are written elsewhere.
 */
export function definition(place: Place): Definition | null {
  const { dir, source } = place.context
  const thing = thingAt(place)
  switch (thing?.type) {
    case 'step':
      return { path: join(dir, 'README.md'), position: thing.step.headingPosition }
    case 'input':
      return {
        path: join(dir, 'pack.json'),
        position: source.packJson?.at(['inputs', thing.input.index, 'name']) ?? null
      }
    case 'pack':
      return { path: join(thing.neighbor.path, 'README.md'), position: null }
    default:
      return null
  }
}
