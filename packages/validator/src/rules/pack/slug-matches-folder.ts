import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  kinds: ['runbook', 'key'],
  subject: 'pack.json',
  reads: ['slug'],
  summary: 'The slug is the name of the folder.',
  harm: 'References and search lead to the slug, and an operator who goes to that folder finds nothing there.',
  messages: {
    differs: {
      message: 'The slug is `{slug}` and the folder is `{folder}`.',
      expected: 'the name of the folder',
      mend: 'Write `{folder}`, or rename the folder to `{slug}`.'
    }
  },
  check(document, { pack: { slug }, source: { folder }, report }) {
    if (slug !== folder) report('differs', document.at(['slug']), { slug, folder })
  }
})
