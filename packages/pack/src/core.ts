/**
 * The part that needs no disk: for browsers, editors and tests.
 */
export { ASSET_KINDS, type AssetKind, type AssetKindName } from './asset-kinds.js'
export { parseConfig, type ConfigFault, type KnownRule, type KnownRules } from './config/parse-config.js'
export { decodeUtf8, type EncodingFault } from './documents/decode.js'
export { isObject } from './documents/is-object.js'
export { JsonDocument, type JsonPath } from './documents/json-document.js'
export { keywordsOfPack, PACKAGE_OF_PACK } from './package-of-pack.js'
export { edited, fixOf, insert, joined, lineEndingOf, replace } from './edits/text-edits.js'
export { MarkdownDocument } from './documents/markdown-document.js'
export { expectationOf, valueAt } from './documents/schema-issue.js'
export { TextDocument } from './documents/text-document.js'
export { memoryFiles, type MemoryFile } from './files/memory.js'
export { overlayFiles } from './files/overlay.js'
export {
  MAX_FILE_SIZE,
  NOT_UTF8,
  sameNames,
  TYPE_NAMES,
  type ArchiveFault,
  type PackEntry,
  type PackFiles
} from './files/port.js'
export { plainPackFiles } from './plain/plain-pack.js'
export { plainSlug } from './plain/plain-slug.js'
export { nearest } from './nearest.js'
export {
  commandTextsOf,
  documentsOf,
  packageOf,
  readPack,
  type Metadata,
  type PackFacts,
  type PackSource,
  type SchemaIssue,
  type ReadError
} from './read-pack.js'
export { unifiedDiff } from './text/unified-diff.js'
export { visible } from './text/visible.js'
export { cut, fold, wrap } from './text/wrap.js'
export { isUsageError, UsageError } from './usage-error.js'
export type { Changesets, Workspace, WorkspacePack, WorkspaceRelease, WorkspaceSkill } from './workspace/facts.js'
