/** What is used of npm's own libraries, of which no types of these versions are published. */
declare module '@npmcli/config' {
  /** npm's settings, as its libraries hand them on to each other. */
  export interface FlatOptions {
    registry: string
    ca?: string | readonly string[] | null
    cert?: string | null
    key?: string | null
    localAddress?: string | null
    noProxy?: string | readonly string[]
    proxy?: string | null
    httpsProxy?: string | null
    strictSSL?: boolean
    timeout?: number
    retry?: { retries: number; factor: number; minTimeout: number; maxTimeout: number }
    before?: Date | null
    minReleaseAgeExclude?: readonly string[]
    userAgent?: string
    /** The registries of scopes, and what is sent to registries. */
    [name: string]: unknown
  }

  type Settings = Record<string, unknown>

  export class Config {
    constructor(options: {
      definitions: object
      shorthands: object
      flatten: (settings: object, flat: object) => object
      nerfDarts: readonly string[]
      npmPath: string
      argv: readonly string[]
      cwd: string
      env: Readonly<Record<string, string | undefined>>
      warn: boolean
    })
    npmPath: string
    localPrefix: string | null
    env: Readonly<Record<string, string | undefined>>
    /** By where they were set. */
    data: ReadonlyMap<string, { data: Settings }>
    /** The most particular ones first; each with those below it as its prototype. */
    list: readonly Settings[]
    flat: FlatOptions
    load(): Promise<void>
    find(key: string): string | null
    loadBuiltinConfig(): Promise<void>
    loadLocalPrefix(): Promise<void>
    loadProjectConfig(): Promise<void>
    loadUserConfig(): Promise<void>
    loadGlobalConfig(): Promise<void>
    setEnvs(): void
  }
  const config: typeof Config
  export default config
}

declare module '@npmcli/config/lib/definitions/index.js' {
  const known: Pick<
    ConstructorParameters<typeof import('@npmcli/config').Config>[0],
    'definitions' | 'shorthands' | 'flatten' | 'nerfDarts'
  >
  export default known
}

declare module 'npm-registry-fetch' {
  interface Auth {
    token: string | null
    /** `user:password` in base64. */
    auth: string | null
    cert: string | null
    key: string | null
  }
  const registryFetch: {
    getAuth(address: string, options: object): Auth
    pickRegistry(name: string, options: object): string
  }
  export default registryFetch
}

declare module 'make-fetch-happen' {
  interface Answer {
    ok: boolean
    status: number
    url: string
    body: AsyncIterable<Uint8Array> & { resume(): void; destroy?: () => void }
  }
  export default function fetch(address: string, options: object): Promise<Answer>
}

declare module 'npm-pick-manifest' {
  export default function pickManifest(packument: object, wanted: string, options: object): { version: string }
}
