import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'The first minute leads to no verification.',
  rationale:
    'It is read before anything was looked at or changed: a verification that holds by chance closes an incident that goes on.',
  messages: {
    verifies: {
      message: 'The first minute leads to `{step}`, past the diagnosis and every action.',
      expected: 'a check, a step of the diagnosis, or an action that stops the harm',
      help: 'Lead to the first check, and say which step it will probably be.'
    }
  },
  check({ firstMinute, steps }, { report }) {
    const byId = new Map(steps.map((step) => [step.id, step]))
    for (const { targets } of firstMinute) {
      const led = targets.flatMap((target) => {
        const step = target.type === 'step' && target.step !== null ? byId.get(target.step) : undefined
        return step === undefined ? [] : [{ step, position: target.position }]
      })
      // "go to [Check 1]; it will be [Verify 2]" leads to the check.
      if (led.some(({ step }) => step.section !== 'verification')) continue
      for (const { step, position } of led) report('verifies', position, { step: step.label ?? step.title })
    }
  }
})
