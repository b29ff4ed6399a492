export { keysTools, type KeysTools } from './server.js'
export { serveOverHttp, serveOverStdio, type Served, type ServedOverHttp } from './serve.js'
export type { NamedPack, ServerPorts } from './ports.js'
export {
  findResultSchema,
  listResultSchema,
  REFUSAL_CODES,
  runResultSchema,
  type FindResult,
  type ListResult,
  type Refusal,
  type RefusalCode,
  type RunResult,
  type RunView
} from './results.js'
