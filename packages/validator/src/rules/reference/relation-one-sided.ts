import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'information',
  subject: 'workspace',
  reads: ['slug', 'related_runbooks'],
  description: 'Runbooks that are related name each other.',
  rationale: 'Who opens the wrong one of two runbooks finds no way to the right one.',
  messages: {
    'one-sided': {
      message: '`{related}` does not name `{slug}` in return.',
      expected: 'each of the two under `related_runbooks` of the other',
      help: 'Say in {path} when to use `{slug}`, and add it to `related_runbooks` there; or leave it.'
    }
  },
  check({ packs }, { pack: { slug, related_runbooks = [] }, source: { packJson }, report }) {
    for (const [index, related] of related_runbooks.entries()) {
      const other = packs.get(related)
      // reference/related-runbook-missing speaks of a pack that is not there.
      if (related === slug || other === undefined || other.related_runbooks.includes(slug)) continue
      const { path } = other
      report('one-sided', packJson?.at(['related_runbooks', index]) ?? null, { related, slug, path })
    }
  }
})
