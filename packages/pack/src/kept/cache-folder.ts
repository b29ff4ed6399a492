import { join } from 'node:path'

/**
 * Where what is kept between calls lies; it can be deleted at any time.
 * @param environment The environment of the command.
 * @returns Absolute path of the folder; null when the system names no place.
 */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string | null {
  const { XDG_CACHE_HOME: cache, LOCALAPPDATA: local, HOME: home } = environment
  const named = cache?.startsWith('/') ? cache : process.platform === 'win32' ? local : undefined
  const base = named || (home ? join(home, '.cache') : null)
  return base === null ? null : join(base, 'keys')
}
