/**
 * What of somebody else's Markdown comes into a page. Raw HTML never does: it is dropped before this.
 */
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize'
import type { Root } from 'hast'

const SCHEMA: Schema = {
  ...defaultSchema,
  // Pictures would have to come from somewhere; what is fetched from a page is of the site itself.
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => !['img', 'picture', 'source'].includes(name)),
  attributes: {
    ...defaultSchema.attributes,
    '*': (defaultSchema.attributes?.['*'] ?? []).filter((name) => name !== 'id' && name !== 'name'),
    // The schema allows cells to be aligned by an attribute, which a page has a style for.
    td: ['align'],
    th: ['align']
  },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'] }
}

/**
 * A tree without anything that runs, fetches, or names a part of the page.
 * @param tree A tree that mdast-util-to-hast made.
 */
export function sanitized(tree: Root): Root {
  return sanitize(tree, SCHEMA) as Root
}
