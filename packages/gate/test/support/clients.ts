import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const require = createRequire(import.meta.url)
const MODULES = join(import.meta.dirname, '../../node_modules')

/** A package manager, as somebody uses it. */
export interface Client {
  name: string
  /** Its program, and what stands before every command. */
  command: readonly string[]
  add: readonly string[]
  frozen: readonly string[]
  lockfile: string
  /** Files by which it finds the gate. */
  settings: (url: string, token: string | null) => Record<string, string>
}

const node = process.execPath
const npmrc = (url: string, token: string | null): Record<string, string> => ({
  '.npmrc': `@keys:registry=${url}/\n${token === null ? '' : `${url.replace('http:', '')}/:_authToken=${token}\n`}`
})
const npm = (major: number): Client => ({
  name: `npm-${major}`,
  command: [node, join(MODULES, `npm-${major}/bin/npm-cli.js`)],
  add: ['install', '--no-audit', '--no-fund', '--no-update-notifier', '--no-progress'],
  frozen: ['ci', '--no-audit', '--no-fund', '--no-update-notifier', '--no-progress'],
  lockfile: 'package-lock.json',
  settings: npmrc
})

/** All clients that are promised to work. */
export const CLIENTS: readonly Client[] = [
  npm(10),
  npm(11),
  {
    name: 'pnpm-12',
    command: ['pnpm'],
    add: ['add', '--reporter=append-only'],
    frozen: ['install', '--frozen-lockfile', '--reporter=append-only'],
    lockfile: 'pnpm-lock.yaml',
    settings: (url, token) => ({ ...npmrc(url, token), 'pnpm-workspace.yaml': 'minimumReleaseAge: 0\n' })
  },
  {
    name: 'yarn-1',
    command: [node, join(MODULES, 'yarn-1/bin/yarn.js')],
    add: ['add', '--no-progress', '--non-interactive'],
    frozen: ['install', '--frozen-lockfile', '--no-progress', '--non-interactive'],
    lockfile: 'yarn.lock',
    settings: npmrc
  },
  {
    name: 'yarn-4',
    command: [node, join(MODULES, '@yarnpkg/cli-dist/bin/yarn.js')],
    add: ['add'],
    frozen: ['install', '--immutable'],
    lockfile: 'yarn.lock',
    settings: (url, token) => ({
      '.yarnrc.yml': `npmScopes:\n  keys:\n    npmRegistryServer: "${url}"\n${token === null ? '' : `    npmAuthToken: "${token}"\n`}unsafeHttpWhitelist: ["127.0.0.1"]\nnodeLinker: node-modules\nenableGlobalCache: false\nenableTelemetry: false\nenableProgressBars: false\nnpmPreapprovedPackages: ["@keys/*"]\nhttpRetry: 0\n`
    })
  },
  {
    name: 'bun-1',
    command: [bunProgram()],
    add: ['add', '--no-progress', '--no-summary'],
    frozen: ['install', '--frozen-lockfile', '--no-progress', '--no-summary'],
    lockfile: 'bun.lock',
    settings: npmrc
  }
]

/** bun's own package holds its program in another, for each platform. */
function bunProgram(): string {
  const folder = join(dirname(realpathSync(join(MODULES, 'bun'))), '@oven')
  const platform = readdirSync(folder).find((name) => existsSync(join(folder, name, 'bin/bun')))
  if (platform === undefined) throw new Error('bun has no program for this machine.')
  return join(folder, platform, 'bin/bun')
}

/** What a client did. */
export interface Ran {
  code: number | null
  output: string
  /** The version of the package that lies there now, or null. */
  installed: (name: string) => string | null
}

/** An empty folder of somebody who has one client. */
export class Project {
  readonly folder: string
  readonly #home: string
  readonly #client: Client

  constructor(client: Client, root: string, name: string) {
    this.#client = client
    this.folder = join(root, client.name, name)
    this.#home = join(root, client.name, `home-${name}`)
    mkdirSync(this.folder, { recursive: true })
    mkdirSync(this.#home, { recursive: true })
    this.write({ 'package.json': '{ "name": "somebody", "version": "1.0.0", "private": true, "license": "MIT" }\n' })
    if (client.name === 'yarn-4') this.write({ 'yarn.lock': '' })
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(this.folder, path), text)
  }

  /** Another folder with the same lock file, on another machine: nothing is there yet. */
  copy(root: string, name: string): Project {
    const next = new Project(this.#client, root, name)
    for (const file of ['package.json', this.#client.lockfile]) cpSync(join(this.folder, file), join(next.folder, file))
    return next
  }

  async run(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const [program = '', ...before] = this.#client.command
    const child = spawn(program, [...before, ...args], {
      cwd: this.folder,
      env: { ...this.#environment(), ...more },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    const parts: string[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part.toString()))
    child.stderr.on('data', (part: Buffer) => parts.push(part.toString()))
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
    const installed = (name: string): string | null => {
      const path = join(this.folder, 'node_modules', name, 'package.json')
      if (!existsSync(path)) return null
      delete require.cache[path]
      return (require(path) as { version: string }).version
    }
    return { code, output: parts.join(''), installed }
  }

  /** Nothing of the machine's own settings, and nothing that says that this runs under another package manager. */
  #environment(): Record<string, string> {
    const path = [dirname(node), process.env['PATH'] ?? ''].join(delimiter)
    return {
      PATH: path,
      HOME: this.#home,
      XDG_CACHE_HOME: join(this.#home, 'cache'),
      XDG_DATA_HOME: join(this.#home, 'data'),
      BUN_INSTALL_CACHE_DIR: join(this.#home, 'bun'),
      YARN_CACHE_FOLDER: join(this.#home, 'yarn'),
      YARN_ENABLE_TELEMETRY: '0',
      NO_COLOR: '1',
      CI: '1',
      npm_config_cache: join(this.#home, 'npm')
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** What a client printed, without what changes from run to run. */
export function steady(output: string, url: string): string {
  return (
    stripVTControlCharacters(output)
      .replaceAll(url, 'http://GATE')
      .replaceAll(url.replace('http://', ''), 'GATE')
      .replace(/\/\S*\/(_logs|logs|\.npm)\S*/g, 'LOGS')
      .replace(/\/tmp\/\S+/g, 'FOLDER')
      .replace(/kgt_[0-9A-Za-z]{12}/g, 'kgt_ID')
      .replace(/\d{4}-\d\d-\d\d/g, 'DAY')
      .replace(/\b\d+(\.\d+)?\s?m?s\b/g, 'TIME')
      .replace(/[0-9a-f]{40,}/g, 'HASH')
      .replace(/\b\d+(\.\d+)? [KM]iB\b/g, 'SIZE')
      .replace(/(TIME ?)+/g, 'TIME')
      .replace(/\d+\/\d+\/\d{4} [\d:]+ [AP]M/g, 'DAY')
      .split('\n')
      .map((line) => line.trimEnd())
      // What is told of a machine that is slow at this moment is left out, too.
      .filter((line) => line !== '' && !/^ {4}at |^Progress: |└ Completed|^\+$|^warn: Slow filesystem/.test(line))
      .join('\n')
  )
}
