type Environment = Readonly<Record<string, string | undefined>>

/**
 * How whoever reads this can call `keys` again. A script of the repository is started by a package manager that is not
 * installed, and what was fetched for one call is not on the path, while an installed command is.
 * @param environment The environment of the command.
 * @returns What stands before the name of a command, such as `keys`.
 */
export function invocation(environment: Environment): string {
  const command = environment['npm_command']
  const pnpm = /^pnpm\/(\S+)/.exec(environment['npm_config_user_agent'] ?? '')?.[1]
  if (pnpm === undefined) return command === 'exec' ? 'npx @keys/cli' : 'keys'
  return command === 'dlx' ? 'pnpm dlx @keys/cli' : `npx -y pnpm@${pnpm} keys`
}

const COMMANDS =
  'alerts|answer|attach|build|bump-check|completion|diff|docs|doctor|drill|end|explain|export|find|graph|handover|help|import|index|list|lsp|mcp|new|preflight|report|resume|run|runs|show|skills|step|sync-versions|validate|verify-evidence'

/** Not what a call begins with already, such as `npx keys`, and no part of a path or another word. */
const LINE = new RegExp(String.raw`(?<![\w./@-]|npx |pnpm@\S* |exec )keys (?=(?:${COMMANDS})(?![\w-])|--help)`, 'g')

/**
 * A text of this tool in which each line to type begins as `keys` was called here. It is for texts of ours alone: what a pack holds is
 * shown as it is.
 * @param text A text in which lines begin with `keys`.
 * @param environment The environment of the command.
 */
export function asCalled(text: string, environment: Environment): string {
  return text.replace(LINE, `${invocation(environment)} `)
}

/**
 * The same for what says how to fix something.
 * @param found What was found, each with its help.
 * @param environment The environment of the command.
 */
export function helpAsCalled<T extends { help: string | null }>(found: readonly T[], environment: Environment): T[] {
  return found.map((one) => ({ ...one, help: one.help === null ? null : asCalled(one.help, environment) }))
}
