// Lists as Stripe gives them: newest first, in pages.

/** An answer of the API. */
export type ApiAnswer = { status: number; body: unknown }

/** An error in Stripe's shape. */
export function apiError(status: number, error: { message: string; code?: string; type?: string }): ApiAnswer {
  return { status, body: { error: { type: 'invalid_request_error', ...error } } }
}

/**
 * Cuts one page out of a list.
 *
 * @param path Path of the list, for the answer.
 * @param items All items that pass the filters.
 * @param query `limit` (1 to 100, 10 unless given) and `starting_after`.
 * @returns The page, or the error that Stripe gives for such a query.
 */
export function pageOf(
  path: string,
  items: readonly { id: string; created: number }[],
  query: URLSearchParams
): ApiAnswer {
  const limit = Number(query.get('limit') ?? 10)
  if (!(limit >= 1 && limit <= 100)) {
    return apiError(400, { message: 'Invalid integer: limit must be from 1 to 100', code: 'parameter_invalid_integer' })
  }
  const sorted = [...items].sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1))
  const after = query.get('starting_after')
  const start = after === null ? 0 : sorted.findIndex((item) => item.id === after) + 1
  if (after !== null && start === 0)
    return apiError(400, { message: `No such item: ${after}`, code: 'resource_missing' })
  const data = sorted.slice(start, start + limit)
  return { status: 200, body: { object: 'list', url: path, data, has_more: sorted.length > start + limit } }
}

/**
 * Tells whether a time passes the `created[...]` filters of a query.
 *
 * @param created Seconds since 1970.
 * @param query The query.
 * @returns True when it passes all of them.
 */
export function passesCreated(created: number, query: URLSearchParams): boolean {
  const tests: Record<string, (limit: number) => boolean> = {
    gt: (limit) => created > limit,
    gte: (limit) => created >= limit,
    lt: (limit) => created < limit,
    lte: (limit) => created <= limit
  }
  return Object.entries(tests).every(([name, test]) => {
    const limit = query.get(`created[${name}]`)
    return limit === null || test(Number(limit))
  })
}
