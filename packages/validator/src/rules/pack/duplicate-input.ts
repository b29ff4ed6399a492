import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'pack.json',
  reads: ['inputs'],
  description: 'Each input stands in pack.json once.',
  rationale: 'Two entries say different things of one variable, and the operator is asked for it twice.',
  messages: {
    twice: {
      message: '`{name}` is declared again; it is on line {line} already.',
      expected: 'one entry for each input',
      help: 'Put what both say into one entry and delete the other.'
    }
  },
  check(document, { pack: { inputs = [] }, report }) {
    const first = new Map<string, number>()
    for (const [index, { name }] of inputs.entries()) {
      const place = document.at(['inputs', index, 'name'])
      const line = first.get(name)
      if (line === undefined) first.set(name, place.start.line)
      else report('twice', place, { name, line })
    }
  }
})
