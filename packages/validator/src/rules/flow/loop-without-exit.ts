import { componentsOf, stepLabel, successorsIn } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each loop of steps has a way out.',
  rationale: 'The operator goes round until somebody else notices that the incident is still open.',
  messages: {
    loop: {
      message: '`{step}` leads only back to itself.',
      expected: 'a branch that leaves the loop, such as to `**STOP: escalate**`',
      help: 'Let Otherwise stop, or say after how many tries to stop.'
    },
    loops: {
      message: 'The loop of {steps} has no exit.',
      expected: 'a branch of one of them that leads out, such as to `**STOP: escalate**`',
      help: 'Let Otherwise of one of them stop, or say after how many rounds to stop.'
    }
  },
  check({ steps, graph }, { report }) {
    const successors = successorsIn(graph)
    const ids = steps.map(({ id }) => id)
    const components = componentsOf(ids, successors)
    const loops = new Map<number, typeof steps>()
    for (const step of steps) {
      const number = components.get(step.id) ?? -1
      const known = loops.get(number)
      if (known) known.push(step)
      else loops.set(number, [step])
    }
    for (const step of steps) {
      const number = components.get(step.id) ?? -1
      const next = successors.get(step.id) ?? []
      if (next.length === 0 || next.some((id) => components.get(id) !== number)) loops.delete(number)
    }
    for (const [first, ...others] of loops.values()) {
      if (!first) continue
      const names = [first, ...others].map((step) => `\`${stepLabel(step)}\``).join(', ')
      if (others.length > 0) report('loops', first.headingPosition, { steps: names })
      else report('loop', first.headingPosition, { step: stepLabel(first) })
    }
  }
})
