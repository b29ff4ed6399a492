/** `npm search`: what there is, with its price; never what is in it. */
import { permissionName, type Answer } from '../core/answers.js'
import { decideAll } from '../core/decide.js'
import type { CatalogEntry } from '../registry/catalog.js'
import { planOf, type Exchange, type Parts } from './parts.js'

const MOST = 250

/** Searches names, titles and descriptions. */
export async function handleSearch({ request, query }: Exchange, parts: Parts): Promise<Answer> {
  const words = (query.get('text') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && !word.includes(':'))
  const size = numberIn(query.get('size'), 20, MOST)
  const from = numberIn(query.get('from'), 0, Number.MAX_SAFE_INTEGER)
  const { principal } = await parts.access.askerOf(request)
  const entries = await parts.catalog.all(parts.settings.scopes)
  const found = entries.filter((entry) => words.every((word) => textOf(entry).includes(word)))
  const objects = found.slice(from, from + size).map((entry) => {
    const newest = entry.versions.at(-1)
    const feature = newest?.entitlement ?? null
    const plan = feature === null ? null : planOf(parts.settings, feature)
    const { best, newest: decision } = decideAll(entry.versions, principal, parts.now(), parts.settings)
    const price = plan === null ? 'free' : (plan.price ?? plan.name)
    return {
      package: {
        name: entry.name,
        version: newest?.version ?? '',
        description: `[${price}] ${entry.description ?? entry.title ?? ''}`,
        date: newest === undefined ? null : new Date(newest.publishedAt).toISOString(),
        keywords: [],
        links:
          plan === null
            ? {}
            : { homepage: `${parts.settings.publicUrl}/-/gate/buy/${encodeURIComponent(plan.feature)}` },
        publisher: { username: 'gate' },
        maintainers: []
      },
      gate: { entitlement: feature, price, yours: best !== null && decision.allowed ? permissionName(best) : null },
      score: { final: 1, detail: { quality: 1, popularity: 1, maintenance: 1 } },
      searchScore: 1
    }
  })
  return { status: 200, headers: {}, body: { objects, total: found.length, time: new Date(parts.now()).toUTCString() } }
}

function textOf({ name, title, description }: CatalogEntry): string {
  return `${name} ${title ?? ''} ${description ?? ''}`.toLowerCase()
}

function numberIn(text: string | null, otherwise: number, most: number): number {
  const number = Number(text ?? otherwise)
  return Number.isSafeInteger(number) && number >= 0 ? Math.min(number, most) : otherwise
}
