import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The text of src/registry.ts: all files of src/commands. */
export function registryText(root: string): string {
  const names = readdirSync(join(root, 'src/commands'))
    .map((file) => file.replace(/\.ts$/, ''))
    .toSorted()
  return [
    '// Generated from src/commands by scripts/generate.ts. Do not edit: run `pnpm generate`.',
    "import type { CommandDefinition } from './command.js'",
    ...names.map((name) => `import { command as ${identifierOf(name)} } from './commands/${name}.js'`),
    '',
    '/** All commands, by name. */',
    `export const registry: readonly CommandDefinition[] = [${names.map(identifierOf).join(', ')}]`,
    ''
  ].join('\n')
}

/** `verify-evidence` as `verifyEvidence`. */
function identifierOf(name: string): string {
  const identifier = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  // `new` and the like name commands, and no variables.
  return /^(?:new|import|export|delete|switch)$/.test(identifier) ? `${identifier}Command` : identifier
}
