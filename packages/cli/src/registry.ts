// Generated from src/commands by scripts/generate.ts. Do not edit: run `pnpm generate`.
import type { CommandDefinition } from './command.js'
import { command as build } from './commands/build.js'
import { command as explain } from './commands/explain.js'
import { command as graph } from './commands/graph.js'
import { command as index } from './commands/index.js'
import { command as list } from './commands/list.js'
import { command as lsp } from './commands/lsp.js'
import { command as show } from './commands/show.js'
import { command as validate } from './commands/validate.js'

/** All commands, by name. */
export const registry: readonly CommandDefinition[] = [build, explain, graph, index, list, lsp, show, validate]
