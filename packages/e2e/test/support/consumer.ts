import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { REPOSITORY } from './packages.js'
import { PNPM, run } from './run.js'
import type { Registry } from './verdaccio.js'

/** A package manager by which somebody installs our packages. */
export interface Manager {
  name: string
  /** The command that adds packages to a project. */
  add: readonly string[]
  /** The command that runs a command of an installed package. */
  exec: readonly string[]
  /** Its own settings, where it does not read an .npmrc. */
  settings?: (registry: Registry) => readonly [file: string, text: string]
}

const require = createRequire(import.meta.url)
const YARN = [process.execPath, require.resolve('@yarnpkg/cli-dist/bin/yarn.js')]

/**
 * What yarn 4 dies of when it asks again for what it has got after all, as on a slow network
 * (https://github.com/yarnpkg/berry/issues/7245, https://github.com/sindresorhus/got/issues/1489). Its cache is kept, so
 * the same command goes on where it was.
 */
const YARN_CRASH = 'The `onCancel` handler was attached after the promise settled'

/** bun's own package holds its program in another, for each platform. */
function bun(): string {
  const folder = join(dirname(realpathSync(join(REPOSITORY, 'packages/e2e/node_modules/bun'))), '@oven')
  const platform = readdirSync(folder).find((name) => existsSync(join(folder, name, 'bin/bun')))
  if (platform === undefined) throw new Error('bun has no program for this machine.')
  return join(folder, platform, 'bin/bun')
}

/** Those that fewer people have. */
export const OTHER_MANAGERS: readonly Manager[] = [
  {
    name: 'yarn',
    add: [...YARN, 'add'],
    exec: [...YARN, 'run', '--binaries-only'],
    settings: ({ url, token }) => [
      '.yarnrc.yml',
      [
        'nodeLinker: node-modules',
        'enableTelemetry: false',
        'enableScripts: false',
        'npmMinimalAgeGate: 0',
        'npmPreapprovedPackages: ["@keys/*", "@acme/*"]',
        'unsafeHttpWhitelist: ["127.0.0.1"]',
        'npmScopes:',
        ...['keys', 'acme'].flatMap((scope) => [
          `  ${scope}:`,
          `    npmRegistryServer: "${url}"`,
          `    npmAuthToken: "${token}"`,
          '    npmAlwaysAuth: true'
        ]),
        ''
      ].join('\n')
    ]
  },
  { name: 'bun', add: [bun(), 'add'], exec: [bun(), 'x', '--no-install'] }
]

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
  const [file, text] = manager.settings?.(registry) ?? []
  if (file !== undefined && text !== undefined) write(file, text)
  const environment = {
    npm_config_cache: join(home, 'npm-cache'),
    pnpm_config_store_dir: join(home, 'pnpm-store'),
    pnpm_config_cache_dir: join(home, 'pnpm-cache'),
    YARN_GLOBAL_FOLDER: join(home, 'yarn'),
    YARN_CACHE_FOLDER: join(home, 'yarn-cache'),
    BUN_INSTALL_CACHE_DIR: join(home, 'bun')
  }
  return {
    folder,
    write,
    install: async (...packages) => {
      const add = (): Promise<string> => run([...manager.add, ...packages], { cwd: folder, environment })
      await add().catch((error: unknown) => {
        if (error instanceof Error && error.message.includes(YARN_CRASH)) return add()
        throw error
      })
    },
    node: async (file) => JSON.parse(await run([process.execPath, file], { cwd: folder })) as unknown,
    npm: (...args) => run(['npm', ...args], { cwd: folder, environment }),
    exec: (...command) => run([...manager.exec, ...command], { cwd: folder, environment })
  }
}
