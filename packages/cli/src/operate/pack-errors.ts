/**
 * What rules find wrong in a pack that is about to be followed: whoever follows it knows nothing of them.
 */
import { findWorkspace } from '@keys/pack'
import { plainFileOf } from '@keys/schema'
import type { FoundPack } from '@keys/runner/node'
import { type Block, text } from '@keys/runner/present'
import { asCalled } from '@keys/pack/invocation'
import { isUsageError, type Terminal } from '../command.js'
import { validateKept } from '../kept-findings.js'

/**
 * Says that a pack of the workspace has errors. One that was published has none: an index refuses it.
 * @param found The pack.
 * @param terminal The folder in which the command runs, and its environment.
 */
export async function packErrorBlocks(
  { pack, from, untrustedReason }: FoundPack,
  terminal: Pick<Terminal, 'folder' | 'environment'>
): Promise<Block[]> {
  if (untrustedReason !== null || plainFileOf(pack.pack) !== null || findWorkspace(from) === null) return []
  const errors = await errorsIn(from, terminal)
  const [first] = errors
  if (first === undefined) return []
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`
  const line = asCalled(`keys validate ${pack.pack.slug} --quiet`, terminal.environment)
  return [
    text(
      `This pack has ${count}: ${first.file}, line ${first.range.start.line}: ${first.message} To see all: ${line}`,
      'warning'
    )
  ]
}

async function errorsIn(dir: string, terminal: Pick<Terminal, 'folder' | 'environment'>) {
  try {
    const loadTree = async () => (await import('../engine.js')).engineOf({})
    const { report } = await validateKept([dir], terminal, { severities: {}, loadTree })
    const errors = report.packs.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'))
    // What is followed goes before what is only published.
    const [own, others] = [errors.filter(isFollowed), errors.filter((error) => !isFollowed(error))]
    return [...own, ...others]
  } catch (error) {
    // A configuration or catalog that is wrong keeps nobody from following a runbook.
    if (isUsageError(error)) return []
    throw error
  }
}

function isFollowed({ file }: { file: string }): boolean {
  return file === 'README.md' || file === 'checklist.md'
}
