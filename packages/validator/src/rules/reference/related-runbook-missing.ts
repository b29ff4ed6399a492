import { fixOf, nearest } from '@keys/pack/core'
import type { Reference } from '@keys/schema'
import { addToList } from '@keys/pack/edits'
import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'pack.json',
  reads: ['slug', 'related_runbooks'],
  description: 'The runbooks that the text names and `related_runbooks` are the same, and they exist.',
  rationale: 'The operator is sent to another runbook, and it is not installed or was never written.',
  messages: {
    undeclared: {
      message: '`related_runbooks` in pack.json does not have `{slug}`, which the runbook names.',
      expected: 'each runbook that the text names, in `related_runbooks`',
      help: 'Add `{slug}` to `related_runbooks`, or correct the name here.'
    },
    unnamed: {
      message: 'The runbook does not name `{slug}`.',
      expected: 'a runbook that the text names, as `@keys/runbook-{slug}` in inline code',
      help: 'Say in the runbook when to use `@keys/runbook-{slug}`, or delete `{slug}` here.'
    },
    misspelled: {
      message: 'No pack has the slug `{slug}`. Did you mean `{suggestion}`?',
      expected: 'the slug of a pack that lies beside this one',
      help: 'Write `{suggestion}`, here and in the runbook.'
    },
    unresolved: {
      message: 'No pack has the slug `{slug}`.',
      expected: 'the slug of a pack that lies beside this one',
      help: 'Correct the slug, here and in the runbook, or write that pack.'
    }
  },
  check(document, { pack: { slug: own, related_runbooks: related = [] }, runbook, workspace, report }) {
    const named = new Set<string>()
    const missing = missingIn(runbook?.references ?? [], own, related).filter(
      (slug) => workspace?.packs.has(slug) ?? true
    )
    // The first finding fixes all: they come to stand at one place.
    const fix = fixOf(document, addToList(document, 'related_runbooks', missing))
    for (const reference of runbook?.references ?? []) {
      if (reference.type !== 'runbook' || named.has(reference.slug)) continue
      named.add(reference.slug)
      if (reference.slug === own || related.includes(reference.slug)) continue
      const { slug, position } = reference
      report('undeclared', position, { slug }, 'README.md', slug === missing[0] ? fix : null)
    }
    for (const [index, slug] of related.entries()) {
      const place = document.at(['related_runbooks', index])
      if (workspace !== null && !workspace.packs.has(slug)) {
        const suggestion = nearest(slug, workspace.packs.keys())
        if (suggestion === null) report('unresolved', place, { slug })
        else report('misspelled', place, { slug, suggestion })
      } else if (runbook !== null && !named.has(slug)) report('unnamed', place, { slug })
    }
  }
})

/** The packs that the text names and the list does not have. */
function missingIn(references: readonly Reference[], own: string, related: readonly string[]): string[] {
  const slugs = references.flatMap((reference) => (reference.type === 'runbook' ? [reference.slug] : []))
  return [...new Set(slugs)].filter((slug) => slug !== own && !related.includes(slug))
}
