import { slugOfPackageName } from '@keys/schema'
import { fixOf } from '@keys/pack/core'
import { setField } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  kinds: ['runbook', 'key'],
  subject: 'pack.json',
  reads: ['slug'],
  description: 'The slug is the name of the folder.',
  rationale: 'References and search lead to the slug, and an operator who goes to that folder finds nothing there.',
  messages: {
    differs: {
      message: 'The slug is `{slug}` and the folder is `{folder}`.',
      expected: 'the name of the folder',
      help: 'Write `{folder}`, or rename the folder to `{slug}`.'
    }
  },
  check(document, { pack: { slug }, source: { folder, manifest }, report }) {
    if (slug === folder) return
    // Which of the two is wrong, only a third can tell: the name of the package.
    const isFolderRight = slugOfPackageName(String(manifest?.object?.['name'])) === folder
    const fix = isFolderRight ? fixOf(document, setField(document, 'slug', folder)) : null
    report('differs', document.at(['slug']), { slug, folder }, document.path, fix)
  }
})
