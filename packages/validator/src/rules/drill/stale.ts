import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'workspace',
  description: 'The drill has passed with the text as it is.',
  rationale: 'What was drilled is another text than the one that an operator reads.',
  messages: {
    changed: {
      message: 'The text was changed since its drill last passed.',
      expected: 'a drill that passed with README.md of hash {hash}',
      help: 'Run `keys drill {slug} --update`.'
    }
  },
  check({ packs }, { source: { folder }, report }) {
    const drill = packs.get(folder)?.drill
    if (!drill?.coverage || drill.coverage.readme_hash === drill.readme_hash) return
    report('changed', null, { slug: folder, hash: drill.readme_hash }, 'README.md')
  }
})
