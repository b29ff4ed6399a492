/**
 * Draft packs from runbooks that exist.
 */
export { draftPack, type DraftPack, type ImportSource } from './draft.js'
export type { MappedLine } from './lines.js'
export { converted, PROFILES, profileOf, type Profile } from './profiles/profiles.js'
export type { Answers, Question, QuestionKind } from './questions.js'
export { importPacks, type Ask, type ImportOrder } from './node/import-packs.js'
export { readImport, type ImportedFile } from './node/read-import.js'
export { unzip, ZipError, type ZipEntry } from './node/unzip.js'
