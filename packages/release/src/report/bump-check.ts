/**
 * Checks the next release of all packs of a workspace, and says what it found.
 */
import { visible, wrap } from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { BUMPS } from '@keys/schema'
import pc from 'picocolors'
import { evaluateBump, type BumpVerdict } from '../bump-problems.js'
import { readChangesets } from '../changesets.js'
import { releasesSince, type PackRelease } from '../releases.js'
import { mostDangerousFirst, type Look } from './difference-text.js'

/** Of more changes only this many are told; `keys diff` shows all. */
const MAX_CHANGES = 8
const LABEL = 10

/**
 * Checks a workspace.
 * @param root Path of the workspace.
 * @param since A revision; null for the base that the workspace has.
 * @param look Columns, and whether colors may be written.
 * @param toTree The Markdown engine; the reference engine when absent.
 * @returns What to show, and whether anything is refused.
 * @throws {UsageError} When there is no base to compare with.
 */
export async function bumpCheck(
  root: string,
  since: string | null,
  look: Look,
  toTree?: ToTree
): Promise<{ text: string; isRefused: boolean }> {
  const changesets = readChangesets(root)
  const untagged: string[] = []
  const releases = await releasesSince(root, since, changesets, toTree, (pack) => untagged.push(pack.slug))
  const evaluated = releases.map((release) => ({
    release,
    verdict: evaluateBump(release)
  }))
  const broken = changesets.filter(({ fault }) => fault !== null)
  const colors = pc.createColors(look.color)
  const width = Math.max(Math.min(look.width, 120), 40)
  const labeled = (label: string, text: string): string[] =>
    wrap(visible(text), width - LABEL - 2).map((line, index) =>
      index === 0 ? `  ${colors.dim(label.padEnd(LABEL))}${line}` : ' '.repeat(LABEL + 2) + line
    )
  const lines = [
    ...broken.flatMap(({ file, fault }) => [
      `${colors.red('refused')}  ${visible(file)}`,
      ...labeled('', `It cannot be read: ${fault ?? ''}.`),
      ...labeled('expected', 'a changeset as `pnpm changeset` writes it'),
      ...labeled('help', 'Write it again: pnpm changeset.'),
      ''
    ]),
    ...evaluated.flatMap(({ release, verdict }) => packLines(release, verdict, labeled, colors))
  ]
  if (untagged.length > 0) {
    const words = `No tag names a release of ${untagged.join(', ')}: compared with the last commit only.`
    lines.push(...wrap(visible(words), width), '')
  }
  const refused = broken.length + evaluated.filter(({ verdict }) => verdict.problem !== null).length
  const packs = `${evaluated.length} ${evaluated.length === 1 ? 'pack' : 'packs'} changed`
  lines.push(
    refused === 0 ? `${packs}: ${colors.green('nothing refused')}` : `${packs}: ${colors.red(`${refused} refused`)}`
  )
  return { text: `${lines.join('\n')}\n`, isRefused: refused > 0 }
}

function packLines(
  release: PackRelease,
  { least, claimed, problem }: BumpVerdict,
  labeled: (label: string, text: string) => string[],
  colors: ReturnType<typeof pc.createColors>
): string[] {
  if (problem === null) return [`${colors.green('fits')}     ${release.path}: ${least}, and ${claimed} is claimed`]
  const rank = BUMPS.indexOf(claimed ?? 'patch')
  const reasons = mostDangerousFirst(release.changes).filter(
    ({ bump }) => claimed === null || BUMPS.indexOf(bump) > rank
  )
  const more = reasons.length - MAX_CHANGES
  const isRetitled = ['step-removed', 'step-added'].every((type) => reasons.some((change) => change.type === type))
  return [
    `${colors.red('refused')}  ${release.path}  ${colors.dim(problem.id)}`,
    ...labeled('', problem.message),
    ...reasons.slice(0, MAX_CHANGES).flatMap(({ bump, message }) => labeled(bump, message)),
    ...(more > 0 ? labeled('', `and ${more} more: keys diff ${release.slug}`) : []),
    ...labeled('expected', problem.expected),
    ...labeled('help', problem.help),
    ...(isRetitled ? labeled('', 'A step that was only retitled keeps its id: <!-- formerly: its-old-id -->.') : []),
    ''
  ]
}
