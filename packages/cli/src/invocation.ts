/**
 * How whoever reads this can call `keys` again: a script of the repository is started by a package manager that is not
 * installed, while an installed command stands on the path.
 * @param environment The environment of the command.
 */
export function invocation(environment: Readonly<Record<string, string | undefined>>): string {
  const pnpm = /^pnpm\/(\S+)/.exec(environment['npm_config_user_agent'] ?? '')
  return pnpm ? `npx -y pnpm@${pnpm[1]} keys` : 'keys'
}
