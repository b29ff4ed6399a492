/**
 * What of a pack is shown at a glance, kept between calls.
 */
import { isObject } from '../documents/is-object.js'
import { cacheFolder } from '../kept/cache-folder.js'
import { stateOf } from '../kept/file-state.js'
import { KeptValues } from '../kept/kept-values.js'
import type { PackLocation } from '../workspace/discover.js'

/** What is shown of a pack. */
export interface Overview {
  title: string
  description: string
  version: string
  metadata: readonly (readonly [name: string, value: string])[]
  lists: readonly { title: string; items: readonly string[] }[]
  sections: readonly OverviewSection[]
}

/** A section that holds steps. */
export interface OverviewSection {
  title: string
  steps: readonly OverviewStep[]
}

/** A step, in words. */
export interface OverviewStep {
  heading: string
  effect: string | null
  timeBox: string | null
  branches: readonly string[]
}

/**
 * What is shown of a pack, as it was kept or made again.
 * @param location Where it lies.
 * @param environment Says where caches lie; nothing is kept when it does not.
 * @param release The release that asks: what another one kept is made again.
 * @param make Makes it.
 */
export async function keptOverview(
  location: PackLocation,
  environment: Readonly<Record<string, string | undefined>>,
  release: string,
  make: () => Promise<Overview>
): Promise<Overview> {
  const { dir, file } = location
  // A Markdown file alone is no pack, and is read as it is.
  if (file !== undefined) return make()
  const place = { folder: cacheFolder(environment), name: 'overview', of: dir, version: release }
  const kept = new KeptValues(place, isOverview)
  const overview = await kept.value(dir, () => stateOf(dir, ['pack.json', 'README.md']), make)
  await kept.save()
  return overview
}

function isOverview(value: unknown): value is Overview {
  if (!isObject(value)) return false
  const { title, description, version, metadata, lists, sections } = value
  return (
    [title, description, version].every(isText) &&
    isListOf(metadata, (row) => isListOf(row, isText)) &&
    isListOf(lists, (list) => isObject(list) && isText(list['title']) && isListOf(list['items'], isText)) &&
    isListOf(
      sections,
      (section) => isObject(section) && isText(section['title']) && isListOf(section['steps'], isOverviewStep)
    )
  )
}

function isOverviewStep(value: unknown): boolean {
  if (!isObject(value)) return false
  const { heading, effect, timeBox, branches } = value
  return isText(heading) && [effect, timeBox].every((one) => one === null || isText(one)) && isListOf(branches, isText)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isListOf(value: unknown, isOne: (value: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne)
}
