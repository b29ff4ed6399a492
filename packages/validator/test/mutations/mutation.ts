/**
 * What a mutation is: one fault, planted in one file of a pack that has a place for it, and the rule that is meant for it.
 * Nothing here imports the validator, so that tests use its source and scripts its build.
 */
import type { MemoryFile } from '@keys/pack/core'
import { outlineOf, type Outline } from './outline.ts'

/** A pack before anything is planted in it. */
export interface CleanPack {
  slug: string
  /** Texts by path. */
  files: Readonly<Record<string, string>>
  /** The slugs and relations of the packs beside it. */
  neighbors: ReadonlyMap<string, readonly string[]>
}

/** A fault, planted. */
export interface Planted {
  /** The file with the fault in it; null when it is gone. */
  text: MemoryFile | null
  /** The line on which the finding has to begin, in the file with the fault. */
  line: number
  /** The file in which the finding has to lie, when it is another one than that with the fault. */
  file?: string
  /** How many findings the rule gives, when it has reason to give more than one. */
  findings?: number
}

/** Plants a fault in a text; null when the pack has no place for it. */
export type Plant = (text: string, pack: CleanPack) => Planted | null

/** One kind of fault. */
export interface Mutation {
  name: string
  file: string
  /** The code of the rule that is meant for it. */
  rule: string
  plant: Plant
}

/** A row of a table of mutations of one file. */
export type Row = readonly [rule: string, name: string, plant: Plant]

/** The mutations of one file. */
export function mutationsOf(file: string, rows: readonly Row[]): Mutation[] {
  return rows.map(([rule, name, plant]) => ({ name, file, rule, plant }))
}

/** A change of lines: some taken out, others put in their place. */
export interface Change {
  /** Counted from 0. */
  at: number
  remove?: number
  insert?: readonly string[]
  /** The line on which the finding has to begin, counted from 0 in the changed text; `at` when absent. */
  shows?: number
  file?: string
  findings?: number
}

/** A plant that says which lines of the outlined text change. */
export function lines(change: (outline: Outline, pack: CleanPack) => Change | null): Plant {
  return (text, pack) => {
    const outline = outlineOf(text)
    const result = change(outline, pack)
    return result === null ? null : planted(outline, result)
  }
}

/**
 * A plant that changes the first line of this look that the change does change, inside fences or not.
 * @param look What the line looks like.
 * @param change What becomes of it; one line or more.
 * @param below How many lines below it the finding has to begin.
 */
export function line(look: RegExp, change: (line: string) => string, below = 0): Plant {
  return lines(({ lines: all }) => {
    const at = all.findIndex((one) => look.test(one) && change(one) !== one)
    return at === -1 ? null : { at, remove: 1, insert: change(all[at] ?? '').split('\n'), shows: at + below }
  })
}

/** A plant that puts another file in the place of this one; the finding speaks of the file as a whole. */
export function whole(text: MemoryFile | null): Plant {
  return () => ({ text, line: 1 })
}

function planted({ lines: all }: Outline, { at, remove = 0, insert = [], shows = at, ...rest }: Change): Planted {
  return { text: all.toSpliced(at, remove, ...insert).join('\n'), line: shows + 1, ...rest }
}
