// By itself, so that a pack that is unchanged is shown without reading any schema.
export { readOverview } from '@keys/pack'
