import type { Step } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each step has an id of its own, now and formerly.',
  rationale: 'A journal names steps by their ids; with two equal ones nobody can tell afterwards which was done.',
  messages: {
    duplicate: {
      message: '`{title}` gives the id `{id}`, as the step on line {line} does.',
      expected: 'a title that no other step of the runbook has',
      help: 'Say in the title what tells the two steps apart.'
    },
    former: {
      message: '`{title}` was formerly `{id}`, and the step on line {line} has that id now.',
      expected: 'a former id that no other step has',
      help: 'Take the id out of the comment `formerly`, or give the other step another title.'
    }
  },
  check({ steps }, { report }) {
    const firsts = new Map<string, Step>()
    for (const step of steps) if (!firsts.has(step.slug)) firsts.set(step.slug, step)
    for (const step of steps) {
      const { title, headingPosition } = step
      for (const id of step.formerIds) {
        const other = firsts.get(id)
        if (other === undefined || other.slug === step.slug) continue
        report('former', headingPosition, { title, id, line: other.headingPosition.start.line })
      }
      const first = firsts.get(step.slug)
      if (first === undefined || first === step) continue
      report('duplicate', headingPosition, { title, id: step.slug, line: first.headingPosition.start.line })
    }
  }
})
