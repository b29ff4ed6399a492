import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNPM, run } from './run.js'
import type { Registry } from './verdaccio.js'

/** A package manager by which somebody installs our packages. */
export interface Manager {
  name: string
  /** The command that adds packages to a project. */
  add: readonly string[]
  /** The command that runs a command of an installed package. */
  exec: readonly string[]
}

export const MANAGERS: readonly Manager[] = [
  { name: 'npm', add: ['npm', 'install', '--no-audit', '--no-fund'], exec: ['npm', 'exec', '--'] },
  { name: 'pnpm', add: [PNPM, 'add'], exec: [PNPM, 'exec'] }
]

/** A project of somebody who knows nothing of this repository. */
export interface Consumer {
  folder: string
  install(...packages: readonly string[]): Promise<void>
  write(file: string, text: string): void
  /** Runs a module with the Node of this test, and gives what it printed, as JSON. */
  node(file: string): Promise<unknown>
  /** Runs npm itself. */
  npm(...args: readonly string[]): Promise<string>
  /** Runs a command of an installed package. */
  exec(...command: readonly string[]): Promise<string>
}

/**
 * Makes an empty project.
 * @param home An empty folder for all temporary things; caches of package managers lie there too, so that none of ours
 *   stays behind.
 * @param name Of the project.
 * @param manager Who installs.
 * @param registry From where our packages come.
 */
export function emptyProject(home: string, name: string, manager: Manager, registry: Registry): Consumer {
  const folder = join(home, `${manager.name}-${name}`)
  mkdirSync(folder)
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text)
  write('package.json', JSON.stringify({ name: 'somebody', version: '1.0.0', private: true, type: 'module' }))
  write('.npmrc', registry.npmrc)
  const environment = {
    npm_config_cache: join(home, 'npm-cache'),
    pnpm_config_store_dir: join(home, 'pnpm-store'),
    pnpm_config_cache_dir: join(home, 'pnpm-cache')
  }
  return {
    folder,
    write,
    install: async (...packages) => void (await run([...manager.add, ...packages], { cwd: folder, environment })),
    node: async (file) => JSON.parse(await run([process.execPath, file], { cwd: folder })) as unknown,
    npm: (...args) => run(['npm', ...args], { cwd: folder, environment }),
    exec: (...command) => run([...manager.exec, ...command], { cwd: folder, environment })
  }
}
