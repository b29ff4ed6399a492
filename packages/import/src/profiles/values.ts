/** Values of documents that nobody has checked. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as an object; an empty one for anything else. */
export function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}

/** A value as a list: itself, or the one that it holds. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[]
  return value === undefined || value === null ? [] : [value]
}

/** A value as words; none for what is neither words nor a number. */
export function words(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
}
