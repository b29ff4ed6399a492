/**
 * From slugs to the npm packages that publish them, and back. Without zod: pages in a browser need no more than this.
 */

/** What a slug looks like: lower-case words joined by single hyphens. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** How many characters a slug has at most. */
export const MAX_SLUG = 100

/** The scope of packs whose workspace names none. */
export const DEFAULT_SCOPE = '@keys'
/** What a scope looks like, as npm has it. */
export const SCOPE = /^@[a-z0-9~-][a-z0-9._~-]*$/
/** How many characters a scope has at most. */
export const MAX_SCOPE = 100
/** What the path of a folder of packs looks like: inside of its workspace, on every system. */
export const PACKS_FOLDER =
  /^(?:\.{0,2}[^.\\/:*?"<>|\p{Cc}][^\\/:*?"<>|\p{Cc}]*|\.{3,}[^\\/:*?"<>|\p{Cc}]*)(?:\/(?:\.{0,2}[^.\\/:*?"<>|\p{Cc}][^\\/:*?"<>|\p{Cc}]*|\.{3,}[^\\/:*?"<>|\p{Cc}]*))*$/u
/** How many characters such a path has at most. */
export const MAX_PACKS_FOLDER = 200
const START = 'runbook-'

/**
 * The npm package that publishes a pack.
 * @param slug The pack's slug, such as `stripe-webhook-failure`.
 * @param scope The scope of its workspace, such as `@acme`.
 * @returns The package name, such as `@keys/runbook-stripe-webhook-failure`.
 */
export function packageNameOf(slug: string, scope: string = DEFAULT_SCOPE): string {
  return `${scope}/${START}${slug}`
}

/** The parts of the name of a runbook's package. */
export interface PackageNameParts {
  /** Such as `@keys`. */
  scope: string
  /** Such as `stripe-webhook-failure`. */
  slug: string
}

/**
 * Takes the name of a package apart. A runbook's package is called `runbook-<slug>` in any scope.
 * @param packageName A package name, such as `@keys/runbook-stripe-webhook-failure`.
 * @returns Its parts, or `null` when the name is not that of a runbook package.
 */
export function packageNameParts(packageName: string): PackageNameParts | null {
  const slash = packageName.indexOf('/')
  const [scope, rest] = [packageName.slice(0, Math.max(0, slash)), packageName.slice(slash + 1)]
  if (!rest.startsWith(START) || !SCOPE.test(scope)) return null
  const slug = rest.slice(START.length)
  return slug.length <= MAX_SLUG && SLUG.test(slug) ? { scope, slug } : null
}

/**
 * The slug of the pack that a package publishes.
 * @param packageName A package name, such as `@keys/runbook-stripe-webhook-failure`.
 * @returns The slug, or `null` when the name is not that of a runbook package.
 */
export function slugOfPackageName(packageName: string): string | null {
  return packageNameParts(packageName)?.slug ?? null
}

/**
 * What to type for a pack: its slug where that is enough, else the name of its package.
 * @param packageName The name of its package.
 */
export function shortNameOf(packageName: string): string {
  const parts = packageNameParts(packageName)
  return parts?.scope === DEFAULT_SCOPE ? parts.slug : packageName
}
