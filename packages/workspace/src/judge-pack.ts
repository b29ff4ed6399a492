/**
 * Judges packs of workspaces one by one, on the thread that asks or on one of several.
 */
import { contentOf, PackReads, type AssetKindName, type Workspace } from '@keys/pack'
import type { MakeWork } from '@keys/pack/threads'
import { loadEngine, type EngineName } from '@keys/parser/native'
import type { Diagnostic, RuleSetting } from '@keys/schema'
import { rulesOf, settingsOf, validateFolder, type FolderOptions } from '@keys/validator'
import { dirname } from 'node:path'
import { withFacts, type WorkspaceFacts } from './known-workspace.js'

/** A pack to judge. */
export interface JudgeTask {
  /** Absolute path of its folder. */
  dir: string
  /** The workspace whose catalogs it names; null when it lies in none. */
  root: string | null
  /** Whether it is compared with the other packs of that workspace. */
  isCompared: boolean
}

/** What was found in a pack, and the digest of what lies there, where that is asked for. */
export interface JudgedPack {
  diagnostics: readonly Diagnostic[]
  content: string
}

/** What all packs that are judged together have in common; it can be copied to a thread. */
export interface JudgeSetup {
  kind: AssetKindName
  /** Path of the folder in which the command runs. */
  folder: string
  severities: Readonly<Record<string, RuleSetting>>
  engine: EngineName | undefined
  /** What is known of the workspaces, by their paths. */
  workspaces: ReadonlyMap<string, { workspace: Workspace; facts: WorkspaceFacts }>
  hasContent: boolean
}

/**
 * Judges one pack.
 * @param dir Absolute path of its folder.
 * @param options What is at hand beside it.
 * @param hasContent Whether the digest of what lies there is asked for.
 * @throws What broke down in a rule.
 */
export async function judgePack(
  dir: string,
  options: FolderOptions & { reads: PackReads },
  hasContent: boolean
): Promise<JudgedPack> {
  const { diagnostics, failure } = await validateFolder(dir, options)
  if (failure) throw failure
  const content = hasContent ? contentOf(options.reads.files(dir)) : ''
  options.reads.forget(dir)
  return { diagnostics, content }
}

/**
 * Makes what judges packs in a thread, which shares nothing with the one that asks.
 * @param setup What the packs have in common.
 */
export const makeJudge: MakeWork<JudgeSetup, JudgeTask, JudgedPack> = async (setup) => {
  const { kind, folder, severities, engine, hasContent } = setup
  const toTree = await loadEngine(engine)
  const reads = new PackReads()
  const rules = new Map<string, Promise<FolderOptions>>()
  const workspaces = new Map(
    [...setup.workspaces].map(([root, { workspace, facts }]) => [
      root,
      withFacts(root, workspace, facts, { toTree, reads })
    ])
  )
  return async ({ dir, root, isCompared }) => {
    const key = `${root ?? ''}\0${dirname(dir)}`
    let shared = rules.get(key)
    if (shared === undefined) {
      shared = settingsOf(dir, folder, severities).then((settings) => rulesOf(root, settings))
      rules.set(key, shared)
    }
    const workspace = isCompared && root !== null ? (workspaces.get(root) ?? null) : null
    return judgePack(dir, { ...(await shared), workspace, kind, reads, toTree }, hasContent)
  }
}
