import type { RunPack } from '../pack.js'

/** Names of inputs that hold a folder for evidence: a preflight must leave nothing in a real one. */
export function evidenceFolders({ pack }: RunPack): string[] {
  return (pack.inputs ?? []).map(({ name }) => name).filter((name) => /(?:^|_)EVIDENCE_DIR$/.test(name))
}
