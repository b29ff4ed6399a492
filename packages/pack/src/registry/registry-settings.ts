/**
 * Which registry publishes a package, how it is reached, and what it is told to know the caller: as npm's own libraries say.
 */
import type { FlatOptions } from '@npmcli/config'
import type { Place } from '../place.js'
import { UsageError } from '../usage-error.js'
import { npmSettings } from './npm-settings.js'

/** A registry. */
export interface Registry {
  /** Its address, with a slash at its end. */
  url: URL
  /** What of a package counts no more when it was published later; null for all of it. */
  before: Date | null
  /** Asks for an address, as npm would: by its proxies and certificates, and with what it sends to this address. */
  ask(address: URL, accept: string, signal: AbortSignal): Promise<Answer>
}

/** What a registry answers. */
export interface Answer {
  ok: boolean
  status: number
  body: AsyncIterable<Uint8Array> & { resume(): void; destroy?: () => void }
}

/**
 * The registry of a package.
 * @param name The name of the package.
 * @param place The folder in which the command runs, and its environment.
 * @throws {UsageError} When what is configured is no address, or npm's settings cannot be used.
 */
export async function registryFor(name: string, place: Place): Promise<Registry> {
  const { options, setsRetries } = await npmSettings(place)
  const { default: registryFetch } = await import('npm-registry-fetch')
  const typed = registryFetch.pickRegistry(name, options)
  const url = URL.canParse(typed) ? new URL(typed.endsWith('/') ? typed : `${typed}/`) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(
      'The configured registry is not an address.',
      'Correct `registry` in .npmrc or the environment.'
    )
  }
  const { default: fetch } = await import('make-fetch-happen')
  return {
    url,
    before: isExcluded(name, options.minReleaseAgeExclude ?? []) ? null : (options.before ?? null),
    ask(address, accept, signal) {
      const { token, auth, cert, key } = registryFetch.getAuth(address.href, { ...options, spec: name })
      const credentials = token ? `Bearer ${token}` : auth ? `Basic ${auth}` : null
      return fetch(address.href, {
        ...connectionOf(options),
        ...(cert && { cert }),
        ...(key && { key }),
        headers: { accept, 'user-agent': 'keys', ...(credentials && { authorization: credentials }) },
        // Somebody waits in front of a terminal: again only where somebody said so.
        retry: setsRetries ? options.retry : { retries: 0 },
        signal
      })
    }
  }
}

function connectionOf(options: FlatOptions): object {
  const { ca, cert, key, localAddress, noProxy, proxy, httpsProxy, strictSSL } = options
  return { ca, cert, key, localAddress, noProxy, proxy: httpsProxy ?? proxy, strictSSL }
}

/** Whether a package may be as young as it is: named, or by its scope, as `@acme/*`. */
function isExcluded(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    return new RegExp(`^${parts.join('[^/]*')}$`).test(name)
  })
}
