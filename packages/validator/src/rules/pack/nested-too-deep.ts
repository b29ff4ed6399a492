import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'Neither JSON nor Markdown is nested deeper than anybody would write it.',
  rationale: 'Such a text is made to exhaust whatever reads it, and a tool that hangs is no help in an incident.',
  messages: {
    'too-deep': {
      message: '`{file}` is nested too deep from here on, and was not read.',
      expected: 'at most 50 levels of brackets, quotes or lists',
      help: 'Take out levels until the text can be read.'
    }
  },
  check({ packJson, manifest, readme, checklist, changelog }, { report }) {
    for (const document of [packJson, manifest]) {
      if (document?.tooDeep) report('too-deep', document.tooDeep, { file: document.path }, document.path)
    }
    for (const document of [readme, checklist, changelog]) {
      const problem = document?.model.problems.find(({ id }) => id === 'nested-too-deep')
      if (document && problem) report('too-deep', problem.position, { file: document.path }, document.path)
    }
  }
})
