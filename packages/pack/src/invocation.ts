/**
 * How whoever reads this can call `keys` again: a script of the repository is started by a package manager that is not
 * installed, and what npx fetched is not on the path, while an installed command is.
 * @param environment The environment of the command.
 */
export function invocation(environment: Readonly<Record<string, string | undefined>>): string {
  const pnpm = /^pnpm\/(\S+)/.exec(environment['npm_config_user_agent'] ?? '')
  if (pnpm) return `npx -y pnpm@${pnpm[1]} keys`
  return environment['npm_command'] === 'exec' ? 'npx @keys/cli' : 'keys'
}
