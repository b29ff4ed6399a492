/**
 * A language server for runbook packs. `serve` talks to one editor; what lies beside a pack, whoever starts it reads.
 */
export type { Neighbour, Surroundings } from './pack-context.js'
export { serve, type ServerOptions } from './server.js'
export type { ReadSurroundings } from './session.js'
