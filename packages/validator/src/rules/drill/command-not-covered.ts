import { commandsOf, stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'workspace',
  description: 'A drill executes every command of the runbook.',
  rationale: 'A command that was never run fails in its first incident, on a detail that a drill would have shown.',
  messages: {
    command: {
      message: 'No drill executes this command of {step}.',
      expected: 'a scenario whose path runs it',
      help: 'Add a scenario to drill/drill.js that comes here.'
    }
  },
  check({ packs }, { source: { folder, readme }, report }) {
    const drill = packs.get(folder)?.drill
    // What was walked of another text says nothing of this one: drill/stale speaks of it.
    if (!drill?.coverage || drill.coverage.readme_hash !== drill.readme_hash) return
    for (const uncovered of drill.coverage.uncovered) {
      if (uncovered.type !== 'command') continue
      const { step: label, part, index } = uncovered
      const step = readme?.subject?.steps.find((candidate) => stepLabel(candidate) === label)
      const command = step && commandsOf(step, part)[index]?.command
      report('command', command?.position ?? step?.headingPosition ?? null, { step: label }, 'README.md')
    }
  }
})
