import { UsageError } from '../usage-error.js'

/**
 * The day that a release bears, in UTC: that of `SOURCE_DATE_EPOCH` where it is set, otherwise today.
 * @param environment Where `SOURCE_DATE_EPOCH` may stand, in seconds.
 * @returns Such as `2026-11-23`.
 * @throws {UsageError} When `SOURCE_DATE_EPOCH` is no time.
 */
export function dayOf(environment: Readonly<Record<string, string | undefined>>): string {
  const written = environment['SOURCE_DATE_EPOCH'] ?? String(Math.floor(Date.now() / 1000))
  if (!/^\d{1,11}$/.test(written)) {
    throw new UsageError(
      `SOURCE_DATE_EPOCH is ${JSON.stringify(written)}, which is not a time.`,
      'Set it to seconds since 1970, or not at all.'
    )
  }
  return new Date(Number(written) * 1000).toISOString().slice(0, 10)
}
