/**
 * A language server for runbook packs. `serve` talks to one editor; what lies beside a pack is read by what it is given, which
 * is `workspaceContextReader` where packs lie on a disk.
 */
export type { Neighbor, WorkspaceContext } from './pack-context.js'
export { serve, type ServerOptions } from './server.js'
export type { ReadWorkspaceContext } from './session.js'
export { workspaceContextReader } from './workspace-context.js'
