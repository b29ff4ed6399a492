/**
 * Reads the changesets of a workspace.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseChangesetFile } from '@changesets/parse'
import { namesIn, PackReads, readRegularText, TextDocument, type Changesets } from '@keys/pack'
import type { Bump, Position } from '@keys/schema'

/** The folder in which changesets lie. */
export const CHANGESET_FOLDER = '.changeset'

/** What one changeset says of one package. */
export interface ChangesetRelease {
  name: string
  bump: Bump | 'none'
  /** The name in the text of the changeset; null where it is written otherwise. */
  position: Position | null
}

/** One changeset. */
export interface ReadChangeset {
  /** Path of the file, relative to the workspace. */
  file: string
  releases: readonly ChangesetRelease[]
  /** Why it cannot be read; null when it can. */
  fault: string | null
}

/**
 * The changesets of a workspace, by name.
 * @param root Path of the workspace.
 */
export function readChangesets(root: string): ReadChangeset[] {
  return namesIn(join(root, CHANGESET_FOLDER))
    .filter((name) => name.endsWith('.md') && !/^readme\.md$/i.test(name))
    .map((name) => readChangeset(root, name))
}

function readChangeset(root: string, name: string): ReadChangeset {
  const file = `${CHANGESET_FOLDER}/${name}`
  try {
    const text = readRegularText(join(root, CHANGESET_FOLDER), name)
    const document = new TextDocument(file, text)
    const releases = parseChangesetFile(text).releases.map((release) => {
      const start = text.indexOf(release.name)
      const position = start === -1 ? null : document.range(start, start + release.name.length)
      return { name: release.name, bump: release.type, position }
    })
    return { file, releases, fault: null }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { file, releases: [], fault: reason.split('\n')[0] ?? reason }
  }
}

/**
 * The branch that changesets are made against.
 * @param root Path of the workspace.
 * @returns What `.changeset/config.json` says; null when it says nothing.
 */
export function baseBranchOf(root: string): string | null {
  const config = jsonAt(join(root, CHANGESET_FOLDER), 'config.json', new PackReads())
  return stringIn(config, 'baseBranch')
}

/**
 * The version that package.json says; null when it says none.
 * @param dir Path of the folder of a package.
 */
export function manifestVersion(dir: string): string | null {
  return stringIn(jsonAt(dir, 'package.json', new PackReads()), 'version')
}

/**
 * What the rules on changesets judge.
 * @param root Path of the workspace.
 * @param changesets What `readChangesets` gave.
 * @param packs The names of the packages of its packs.
 * @param reads What was read of packs.
 */
export function changesetFacts(
  root: string,
  changesets: readonly ReadChangeset[],
  packs: readonly string[],
  reads: PackReads
): Changesets {
  const files = changesets.map(({ file, releases }) => ({
    file,
    packages: releases.map(({ name, position }) => ({ name, position }))
  }))
  return { files, packages: [...new Set([...packagesIn(root, reads), ...packs])] }
}

/** The names of all packages up to two folders deep, which is where the packages of a workspace lie. */
function packagesIn(root: string, reads: PackReads): string[] {
  const first = foldersIn(root)
  const second = first.flatMap((folder) => foldersIn(join(root, folder)).map((name) => join(folder, name)))
  return ['', ...first, ...second].flatMap((folder) => {
    const name = stringIn(jsonAt(join(root, folder), 'package.json', reads), 'name')
    return name === null ? [] : [name]
  })
}

function foldersIn(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => name)
      .toSorted()
  } catch {
    return []
  }
}

function jsonAt(dir: string, name: string, reads: PackReads): unknown {
  try {
    return JSON.parse(reads.text(dir, name))
  } catch {
    return null
  }
}

function stringIn(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1]
  return typeof found === 'string' ? found : null
}
