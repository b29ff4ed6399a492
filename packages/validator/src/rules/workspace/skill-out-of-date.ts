import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'workspace',
  description: 'The skill in a pack is what its runbook gives.',
  rationale:
    'Agents choose a runbook by its skill. One of an older text sends them elsewhere; one changed by hand can allow tools that nobody agreed to.',
  messages: {
    stale: {
      message: '{path} was made of another text than this pack has.',
      expected: 'the content hash {hash}',
      help: 'Run `keys index`.'
    },
    changed: {
      message: '{path} was changed by hand: line {line} is not what the runbook gives.',
      expected: 'the file as `keys index` writes it',
      help: 'Change the runbook, and run `keys index`.'
    }
  },
  check({ packs }, { source: { folder }, report }) {
    const skill = packs.get(folder)?.skill
    if (!skill) return
    const { path, content_hash: hash, differsAt } = skill
    if (!skill.isOfThisText) report('stale', null, { path, hash }, path)
    else if (differsAt !== null) report('changed', null, { path, line: String(differsAt) }, path)
  }
})
