import { fixOf, nearest } from '@keys/pack/core'
import type { Workspace } from '@keys/pack/core'
import { packageNameOf, slugOfPackageName, type Reference } from '@keys/schema'
import { addToList } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

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
      expected: 'a runbook that the text names, as `{package}` in inline code',
      help: 'Say in the runbook when to use `{package}`, or delete `{slug}` here.'
    },
    misspelled: {
      message: 'No pack has the slug `{slug}`. Did you mean `{suggestion}`?',
      expected: 'the slug of a pack that lies beside this one or is installed',
      help: 'Write `{suggestion}`, here and in the runbook.'
    },
    unresolved: {
      message: 'No pack has the slug `{slug}`.',
      expected: 'the slug of a pack that lies beside this one or is installed',
      help: 'Correct the slug, here and in the runbook, write that pack, or install it: `npm install --save-dev {package}`.'
    },
    'other-scope': {
      message: 'No pack is called `{package}`; `{slug}` is `{known}` here.',
      expected: '`{known}`',
      help: 'Write `{known}`, or install `{package}`.'
    }
  },
  check(document, { pack: { slug: own, related_runbooks: related = [] }, runbook, workspace, report }) {
    const named = new Map<string, string>()
    const known = workspace === null ? null : packagesOf(workspace)
    const missing = missingIn(runbook?.references ?? [], own, related).filter((slug) => known?.has(slug) ?? true)
    // The first finding fixes all: they come to stand at one place.
    const fix = fixOf(document, addToList(document, 'related_runbooks', missing))
    for (const reference of runbook?.references ?? []) {
      if (reference.type !== 'runbook' || named.has(reference.slug)) continue
      const { slug, package: name, position } = reference
      named.set(slug, name)
      if (slug === own) continue
      const here = known?.get(slug)
      if (here !== undefined && !here.has(name)) {
        report('other-scope', position, { slug, package: name, known: [...here].join('` or `') }, 'README.md')
      }
      if (related.includes(slug)) continue
      report('undeclared', position, { slug }, 'README.md', slug === missing[0] ? fix : null)
    }
    for (const [index, slug] of related.entries()) {
      const place = document.at(['related_runbooks', index])
      const name =
        named.get(slug) ?? [...(known?.get(slug) ?? [])][0] ?? packageNameOf(slug, workspace?.scope ?? undefined)
      if (known !== null && !known.has(slug)) {
        const suggestion = nearest(slug, known.keys())
        if (suggestion === null) report('unresolved', place, { slug, package: name })
        else report('misspelled', place, { slug, suggestion })
      } else if (runbook !== null && !named.has(slug)) report('unnamed', place, { slug, package: name })
    }
  }
})

/** The packages of the packs that lie beside this one or are installed, by slug: two scopes may have one of the same. */
function packagesOf({ packs, installed = [], scope }: Workspace): ReadonlyMap<string, ReadonlySet<string>> {
  const packages = new Map<string, Set<string>>()
  const add = (slug: string, name: string): unknown => packages.set(slug, (packages.get(slug) ?? new Set()).add(name))
  for (const [slug, pack] of packs) add(slug, pack.package ?? packageNameOf(slug, scope ?? undefined))
  for (const name of installed) add(slugOfPackageName(name) ?? name, name)
  return packages
}

/** The packs that the text names and the list does not have. */
function missingIn(references: readonly Reference[], own: string, related: readonly string[]): string[] {
  const slugs = references.flatMap((reference) => (reference.type === 'runbook' ? [reference.slug] : []))
  return [...new Set(slugs)].filter((slug) => slug !== own && !related.includes(slug))
}
