import packageJson from '../package.json' with { type: 'json' }

declare const KEYS_BUILD: string | undefined

/**
 * What makes the values that are kept between calls: all sources of this command, by their digest; of a command that is not
 * built its version has to do.
 */
export const BUILD = typeof KEYS_BUILD === 'string' ? KEYS_BUILD : packageJson.version
