import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'workspace',
  summary: 'The drill has passed with the text as it is.',
  harm: 'What was rehearsed is another text than the one that an operator reads.',
  messages: {
    changed: {
      message: 'The text was changed since its drill last passed.',
      expected: 'a drill that passed with content hash {hash}',
      mend: 'Run `keys drill {slug} --update`.'
    }
  },
  check({ packs }, { source: { folder }, report }) {
    const drill = packs.get(folder)?.drill
    if (!drill?.coverage || drill.coverage.content_hash === drill.content_hash) return
    report('changed', null, { slug: folder, hash: drill.content_hash }, 'README.md')
  }
})
