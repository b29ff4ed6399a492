import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'workspace',
  description: 'The index says of a pack what the pack is.',
  rationale: 'The catalog and the marketplace show a text that is not the one that is installed.',
  messages: {
    differs: {
      message: '{path} lists another content than this pack has.',
      expected: 'the content hash {hash}',
      help: 'Run `keys index`.'
    },
    unlisted: {
      message: '{path} does not list this pack.',
      expected: 'the content hash {hash}',
      help: 'Run `keys index`.'
    }
  },
  check({ packs }, { source: { folder }, report }) {
    const index = packs.get(folder)?.index
    if (index === undefined || index.listed === index.content_hash) return
    report(index.listed === null ? 'unlisted' : 'differs', null, { path: index.path, hash: index.content_hash })
  }
})
