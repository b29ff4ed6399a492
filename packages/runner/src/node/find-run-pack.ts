/**
 * From what somebody typed to the pack that is run: one of the workspace, an installed one, a folder, a tarball, or, where
 * nothing here has the name, one from the registry.
 */
import { readFile } from 'node:fs/promises'
import {
  knownPacks,
  nearest,
  packageCalled,
  packNamed,
  publishedFiles,
  refuseUnread,
  splitTarballs,
  untrustedReasonOf,
  tarballFiles,
  isUsageError,
  UsageError,
  type Place
} from '@keys/pack'
import { slugOfPackageName, slugSchema } from '@keys/schema'
import type { RunPack } from '../pack.js'
import { runPackAt, runPackOf } from './run-pack.js'

/** Where a pack is asked for, and where to say what is fetched. */
export interface AskingPlace extends Place {
  stderr(text: string): void
}

/** A pack to run, and where it was found. */
export interface FoundPack {
  pack: RunPack
  /** Where it lies, for people. */
  from: string
  /** Why its commands are not run unasked; null for a pack of this project. */
  untrustedReason: string | null
}

/** What is said of where a pack lies that was fetched. */
export const FROM_REGISTRY = 'from the registry'

/** Decides whether something may be fetched over the network. */
export type MayFetch = (packageName: string) => Promise<boolean>

/**
 * Finds the pack that is to be run. Nothing is fetched unless that was allowed.
 * @param typed A slug or the beginning of one, a package name, or the path of a folder or a tarball.
 * @param terminal The folder in which the command runs, its environment, and where to say what is fetched.
 * @param mayFetch Asked before a pack that is not here is fetched from the registry.
 * @throws {UsageError} When there is none, or it cannot be run.
 */
export async function findPack(typed: string, terminal: AskingPlace, mayFetch: MayFetch): Promise<FoundPack> {
  const { folder, environment } = terminal
  const [tarball] = splitTarballs([typed], folder).tarballs
  if (tarball !== undefined)
    return { pack: await fromTarball(tarball, typed), from: typed, untrustedReason: 'it comes from a tarball' }
  if (isOfRegistry(typed, terminal)) {
    // One that cannot be seen may be another version than the one that would be fetched.
    refuseUnread(typed, folder, environment)
    const name = packageCalled(typed, folder, environment)
    if (await mayFetch(name)) return fromRegistry(name, terminal)
    throw new UsageError(
      `There is no pack ${typed} here, and nothing was fetched.`,
      `See which packs are here: keys list. To fetch it from the registry: --fetch`
    )
  }
  const location = packNamed(typed, folder, environment)
  return {
    pack: runPackAt(location),
    from: location.file ?? location.dir,
    untrustedReason: untrustedReasonOf(location, terminal)
  }
}

/**
 * The pack as it lies here now under a name, for a run that has a copy of it; never from the registry.
 * @param name The name of the package.
 * @param place The folder in which the command runs, and its environment.
 * @returns The pack; null when there is none here, or it cannot be run.
 */
export function presentPack(name: string, place: Place): FoundPack | null {
  const location = knownPacks(place.folder, place.environment).find((pack) => pack.package === name)
  if (!location) return null
  try {
    return {
      pack: runPackAt(location),
      from: location.file ?? location.dir,
      untrustedReason: untrustedReasonOf(location, place)
    }
  } catch (error) {
    if (isUsageError(error)) return null
    throw error
  }
}

/** Whether a name can only be one of the registry: nothing here has it or begins so, nor is easily mistaken for it. */
function isOfRegistry(typed: string, { folder, environment }: Place): boolean {
  const packs = knownPacks(folder, environment)
  const slug = slugOfPackageName(typed) ?? typed
  // A whole name can be mistaken for no other: packs of two scopes may have one slug.
  if (slug !== typed) return packs.every((pack) => pack.package !== typed)
  const slugs = packs.map((pack) => pack.slug)
  const isNear = slugs.some((one) => one.startsWith(slug)) || nearest(slug, slugs) !== null
  return slugSchema.safeParse(slug).success && !isNear
}

async function fromTarball(file: string, typed: string): Promise<RunPack> {
  const files = await tarballFiles(await readFile(file))
  if (files.faults.length > 0) {
    throw new UsageError(`${typed} is not a valid tarball of a pack.`, `See what is wrong: keys validate ${typed}`)
  }
  return runPackOf(files, typed, typed)
}

async function fromRegistry(name: string, terminal: AskingPlace): Promise<FoundPack> {
  terminal.stderr(`Fetching ${name} from the registry.\n`)
  const otherwise = 'Check the spelling (keys list shows installed packs) and the network.'
  const { name: exact, files } = await publishedFiles(name, 'latest', terminal, otherwise)
  if (files.faults.length > 0) throw new UsageError(`${exact} is not a valid tarball.`, 'Tell its publisher.')
  return {
    pack: runPackOf(files, exact, exact),
    from: FROM_REGISTRY,
    untrustedReason: 'it was fetched from the registry'
  }
}
