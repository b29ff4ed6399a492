/**
 * Who installs. Pure.
 */

/** A package manager that can be told what to do in words. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn'

/**
 * The package manager that started the command.
 * @param environment The environment of the command.
 */
export function packageManagerOf(environment: Readonly<Record<string, string | undefined>>): PackageManager {
  const name = /^(npm|pnpm|yarn)\//.exec(environment['npm_config_user_agent'] ?? '')?.[1]
  return name === 'pnpm' || name === 'yarn' ? name : 'npm'
}
