import { MAX_SLUG, SLUG } from '@keys/schema/package-names'

/** What a Markdown file is called as a pack: its name, or that of its folder for a README. */
export function plainSlug(path: string): string {
  const parts = path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
  const file = (parts.pop() ?? '').replace(/\.(?:html\.)?(?:md|markdown)$/i, '')
  const name = /^(?:readme|index)$/i.test(file) ? (parts.pop() ?? file) : file
  const slug = name
    .normalize('NFKD')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
  return slug.length <= MAX_SLUG && SLUG.test(slug) ? slug : 'plain-runbook'
}
