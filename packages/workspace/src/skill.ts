/**
 * The skill that lies in a pack, beside what its runbook gives.
 */
import { packageOf, type PackReads, readPack, type WorkspaceSkill } from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { skillFile } from '@keys/export'

/** With what a skill is looked at. */
export interface SkillOptions {
  toTree: ToTree | undefined
  reads: PackReads
  /** The content hash of the pack; null when it cannot be told. */
  hashOf: () => string | null
}

/** Where a skill says of which text it is. */
const HASH = /^ {2}content-hash: "([^"\n]*)"$/m

/**
 * Compares the skill of a pack with what the runbook gives.
 * @param dir The folder of the pack.
 * @param folder Its name.
 * @param options With what it is looked at.
 * @returns Undefined when the pack has no skill, or the runbook gives none.
 */
export function skillAt(dir: string, folder: string, options: SkillOptions): WorkspaceSkill | undefined {
  const { toTree, reads, hashOf } = options
  try {
    const files = reads.files(dir)
    if (!files.entries().some(({ path }) => path.startsWith('skills/'))) return undefined
    const source = readPack(files, { folder, toTree })
    const { pack } = source.metadata
    const hash = hashOf()
    if (pack === null || source.readme === null || hash === null) return undefined
    const made = skillFile({ package: packageOf(source), pack, runbook: source.readme.model }, hash)
    if (made === null) return undefined
    const text = Buffer.from(files.read(made.path)).toString('utf8')
    return {
      path: made.path,
      isOfThisText: HASH.exec(text)?.[1] === hash,
      differsAt: firstDifference(text, made.text),
      content_hash: hash
    }
  } catch {
    // Without one, nothing is wrong; other rules speak of what cannot be read.
    return undefined
  }
}

function firstDifference(text: string, made: string): number | null {
  if (text === made) return null
  const lines = made.split('\n')
  const index = text.split('\n').findIndex((line, at) => line !== lines[at])
  return index === -1 ? text.split('\n').length : index + 1
}
