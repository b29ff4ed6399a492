/**
 * A language server for runbook packs. `serve` talks to one editor; what lies beside a pack, whoever starts it reads.
 */
export type { Neighbor, WorkspaceContext } from './pack-context.js'
export { serve, type ServerOptions } from './server.js'
export type { ReadWorkspaceContext } from './session.js'
