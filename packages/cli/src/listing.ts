// By itself, so that a list whose packs are unchanged reads no schemas.
export { howToGetPacks, keptList, unreadableFolders } from '@keys/pack'
export { table } from '@keys/terminal'
