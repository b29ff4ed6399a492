/**
 * Writes skills of runbooks to where agents look for them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { skillOf } from '@keys/export'
import { howToGetPacks, knownPacks, makeRealFolder, packNamed, writeAtomically } from '@keys/pack'
import { runPackAt } from '@keys/runner/node'
import { UsageError, type Terminal } from '../command.js'

/** How skills that we wrote are told from those of others. */
const OURS = 'This is a doorway, not the procedure.'

/**
 * Writes the skills of packs. A file that somebody else wrote stays.
 * @param names The packs; none for all that are here.
 * @param how Where to, and whether they are only shown.
 * @param terminal The folder in which the command runs, and its environment.
 * @returns How many were written, and what is to be shown.
 * @throws {UsageError} When there is no pack, or something else is in the place of a skill.
 */
export function linkSkills(
  names: readonly string[],
  { to, isPrint }: { to: string; isPrint: boolean },
  { folder, environment }: Pick<Terminal, 'folder' | 'environment'>
): { written: number; text: string } {
  const locations =
    names.length === 0 ? knownPacks(folder, environment) : names.map((name) => packNamed(name, folder, environment))
  if (locations.length === 0) throw new UsageError('There are no packs here.', howToGetPacks(folder, environment))
  const skills = locations.map((location) => {
    const { pack, runbook, contentHash } = runPackAt(location)
    return skillOf({ package: location.package, pack, runbook }, contentHash)
  })
  if (isPrint) return { written: 0, text: skills.map(({ text }) => text).join('\n') }
  const target = resolve(folder, to)
  const files = skills.map(({ name, text }) => ({
    dir: join(target, name),
    path: join(target, name, 'SKILL.md'),
    text
  }))
  const foreign = files.find(({ path }) => existsSync(path) && !readFileSync(path, 'utf8').includes(OURS))
  if (foreign)
    throw new UsageError(`${relative(folder, foreign.path)} is not of keys.`, 'Move it away, or use --to <folder>.')
  for (const { dir, path, text } of files) {
    makeRealFolder(dir)
    writeAtomically(path, text)
  }
  return { written: files.length, text: files.map(({ path }) => `${relative(folder, path)}\n`).join('') }
}
