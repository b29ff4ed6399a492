// By itself, so that a list whose packs are unchanged reads no schemas.
export { listedMetadata } from '@keys/pack'
