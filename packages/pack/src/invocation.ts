/**
 * How whoever reads this can call `keys` again. A script of the repository is started by a package manager that is not
 * installed, and what was fetched for one call is not on the path, while an installed command is.
 * @param environment The environment of the command.
 * @returns What stands before the name of a command, such as `keys`.
 */
export function invocation(environment: Readonly<Record<string, string | undefined>>): string {
  const command = environment['npm_command']
  const pnpm = /^pnpm\/(\S+)/.exec(environment['npm_config_user_agent'] ?? '')?.[1]
  if (pnpm === undefined) return command === 'exec' ? 'npx @keys/cli' : 'keys'
  return command === 'dlx' ? 'pnpm dlx @keys/cli' : `npx -y pnpm@${pnpm} keys`
}
