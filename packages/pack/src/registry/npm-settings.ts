/**
 * npm's settings by npm's own library: the environment, the .npmrc of the project, of the user, of the machine, and what npm was
 * installed with. What may decide where secrets go is read only where npm reads it and nobody else could have put it.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Config as NpmConfig, FlatOptions } from '@npmcli/config'
import type { Place } from '../place.js'
import { UsageError } from '../usage-error.js'
import { visible } from '../text/visible.js'
import { isTrusted, projectFolders } from '../workspace/places.js'
import { trustedUsers } from '../write/owners.js'

/** What a project's .npmrc may take from the environment: what is meant for registries. */
const REGISTRY_VARIABLES = /^(?:npm_|node_auth_|(?:github|gh|gitlab|ci_job)_token$)/i

/** npm's settings, as its own libraries hand them on, and whether somebody set how often a request is made again. */
export interface NpmSettings {
  options: FlatOptions
  setsRetries: boolean
}

/**
 * Reads npm's settings as they hold in a folder.
 * @param place The folder in which the command runs, and its environment. Neither is changed.
 * @throws {UsageError} When they contradict each other, or name a file that cannot be read.
 */
export async function npmSettings({ folder, environment }: Place): Promise<NpmSettings> {
  // Loaded when a registry is asked: no other command needs it.
  const { default: Config } = await import('@npmcli/config')
  const { default: known } = await import('@npmcli/config/lib/definitions/index.js')
  const config = new (trusting(Config, folder, environment))({
    ...known,
    npmPath: npmFolder(),
    argv: [process.execPath, 'keys'],
    cwd: folder,
    env: { ...environment },
    warn: false
  })
  try {
    await config.load()
    return { options: config.flat, setsRetries: config.find('fetch-retries') !== 'default' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`npm's settings cannot be used: ${visible(reason)}`, 'See what is set: npm config list')
  }
}

/** npm's reader, which passes over what somebody else could have put there, and leaves the environment as it is. */
function trusting(Config: typeof NpmConfig, folder: string, environment: Place['environment']): typeof NpmConfig {
  const users = trustedUsers(environment)
  const own = projectFolders(folder, users)
  return class extends Config {
    override async loadBuiltinConfig(): Promise<void> {
      if (isTrusted(join(this.npmPath, 'npmrc'), users)) await super.loadBuiltinConfig()
    }

    /** The project as npm finds it; what lies above the own one belongs to others. */
    override async loadLocalPrefix(): Promise<void> {
      await super.loadLocalPrefix()
      if (this.localPrefix !== null && own.includes(this.localPrefix)) return
      const isPrefix = (dir: string): boolean =>
        ['package.json', 'node_modules'].some((name) => isTrusted(join(dir, name), users))
      this.localPrefix = own.find(isPrefix) ?? own[0] ?? folder
    }

    override async loadProjectConfig(): Promise<void> {
      await this.loadLocalPrefix()
      if (this.localPrefix === null || !isTrusted(join(this.localPrefix, '.npmrc'), users)) return
      const all = this.env
      // A project comes from somebody else as often as not: it says which registry, and not which of all secrets to send there.
      this.env = Object.fromEntries(Object.entries(all).filter(([name]) => REGISTRY_VARIABLES.test(name)))
      await super.loadProjectConfig()
      this.env = all
      // Nor which file is that of the user, for whom all variables are.
      const { data } = this.data.get('project') ?? {}
      for (const name of ['userconfig', 'globalconfig', 'prefix']) delete data?.[name]
    }

    override async loadUserConfig(): Promise<void> {
      if (isTrusted(String(this.list[0]?.['userconfig']), users)) await super.loadUserConfig()
    }

    override async loadGlobalConfig(): Promise<void> {
      if (isTrusted(String(this.list[0]?.['globalconfig']), users)) await super.loadGlobalConfig()
    }

    override setEnvs(): void {}
  }
}

/** Where the npm of this Node lies, with which settings may have been installed. */
function npmFolder(): string {
  const beside = dirname(process.execPath)
  const folder =
    process.platform === 'win32' ? join(beside, 'node_modules/npm') : join(beside, '../lib/node_modules/npm')
  try {
    return dirname(createRequire(join(folder, 'package.json')).resolve('./package.json'))
  } catch {
    return folder
  }
}
