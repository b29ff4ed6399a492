/**
 * From slugs to the npm packages that publish them, and back. Without zod: pages in a browser need no more than this.
 */

/** What a slug looks like: lower-case words joined by single hyphens. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** How many characters a slug has at most. */
export const MAX_SLUG = 100

const PACKAGE_PREFIX = '@keys/runbook-'

/**
 * The npm package that publishes a pack.
 * @param slug The pack's slug, such as `stripe-webhook-failure`.
 * @returns The package name, such as `@keys/runbook-stripe-webhook-failure`.
 */
export function packageNameOf(slug: string): string {
  return PACKAGE_PREFIX + slug
}

/**
 * The slug of the pack that a package publishes.
 * @param packageName A package name, such as `@keys/runbook-stripe-webhook-failure`.
 * @returns The slug, or `null` when the name is not that of a runbook package.
 */
export function slugOfPackageName(packageName: string): string | null {
  if (!packageName.startsWith(PACKAGE_PREFIX)) return null
  const slug = packageName.slice(PACKAGE_PREFIX.length)
  return slug.length <= MAX_SLUG && SLUG.test(slug) ? slug : null
}
