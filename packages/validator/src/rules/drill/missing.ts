import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'workspace',
  description: 'A pack has a drill that has passed.',
  rationale: 'Nobody has ever carried the text out. Its commands are tried for the first time in an incident.',
  messages: {
    none: {
      message: 'This pack has no drill.',
      expected: 'a drill in drill/drill.js',
      help: 'Write one: docs/runbook-keys/DRILLS.md says how.'
    },
    never: {
      message: 'The drill of this pack has never passed.',
      expected: 'the result of the drill in drill/coverage.json',
      help: 'Run `keys drill {slug} --update`.'
    }
  },
  check({ packs }, { source: { folder }, report }) {
    const drill = packs.get(folder)?.drill
    if (drill === undefined) return
    if (!drill.exists) report('none', null, {}, 'README.md')
    else if (drill.coverage === null) report('never', null, { slug: folder }, 'README.md')
  }
})
