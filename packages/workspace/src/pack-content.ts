// By itself, because Node loads much for digests and an unchanged pack needs none.
export { contentOf, digest } from '@keys/pack'
