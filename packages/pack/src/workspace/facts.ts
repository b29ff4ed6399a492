/**
 * What the packs and changesets of a workspace may know of each other.
 */
import type { Bump, Change, DrillCoverage, Position } from '@keys/schema'

/** The packs that lie beside each other, for rules that compare them. */
export interface Workspace {
  /** By slug. */
  packs: ReadonlyMap<string, WorkspacePack>
  /** The folders of packs by the slug that their pack.json says; those of `packs` when absent. */
  folders?: ReadonlyMap<string, readonly string[]>
  /** The packages of the packs that are installed there, to which relations may lead as well. */
  installed?: readonly string[]
  /** The scope that its settings give to its packs; null or absent when they give none. */
  scope?: string | null
}

/** What other packs may know of a pack. */
export interface WorkspacePack {
  related_runbooks: readonly string[]
  /** The name of its package; that of its slug in the scope of the workspace when absent. */
  package?: string
  /** The folder of the pack, relative to where the validation ran. */
  path: string
  /** The slug that its pack.json says; the name of its folder when absent. */
  slug?: string
  /** What the index says of it beside what is true; absent without an index. */
  index?: { path: string; listed: string | null; content_hash: string } | undefined
  /** Its drill, and the hash of README.md as it is; absent when that is not known. */
  drill?: { exists: boolean; coverage: DrillCoverage | null; readme_hash: string } | undefined
  /** The skill that lies in it beside what the runbook gives; absent when there is none, or the runbook gives none. */
  skill?: WorkspaceSkill | undefined
  /** What its next release says, and what changed; absent when that is not known. */
  release?: WorkspaceRelease
}

/** The skill of a pack as it lies there. */
export interface WorkspaceSkill {
  /** Its path in the pack. */
  path: string
  /** Whether it says that it is made of the text as it is. */
  isOfThisText: boolean
  /** The first line, from 1, in which it is not what was made of that text; null when it is the same. */
  differsAt: number | null
  /** The content hash of the pack. */
  content_hash: string
}

/** What changed in a pack since a version, and what its changesets say of it. */
export interface WorkspaceRelease {
  /** What it is compared with, in words. */
  since: string
  changes: readonly Change[]
  /** The changesets that name the pack; one that says `none` releases nothing. */
  claims: readonly { file: string; bump: Bump | 'none' }[]
}

/** The changesets of a workspace. */
export interface Changesets {
  /** Each with the packages that it names, at their places in its text. */
  files: readonly { file: string; packages: readonly { name: string; position: Position | null }[] }[]
  /** The names of all packages of the workspace. */
  packages: readonly string[]
}
