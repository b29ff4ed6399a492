import { SECTION_TITLES, type SectionKind } from '@keys/schema'
import { stepLabel, branchInWords } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'A branch leads to a step and never to a whole section.',
  rationale: 'Sent to "the actions", a tired operator picks one, and it is not the one that the diagnosis meant.',
  messages: {
    section: {
      message: '`{branch}` leads to the whole section `{section}`.',
      expected: 'one step of it',
      help: 'Name the step that comes next, such as `[{step}]`.'
    },
    'without-steps': {
      message: '`{branch}` leads to the section `{section}`, which has no steps.',
      expected: 'one step, or a stop',
      help: 'Write `**STOP: escalate**`, or name the step that comes next.'
    }
  },
  check({ steps, sections }, { report }) {
    const titles = new Map<SectionKind | null, string>(sections.toReversed().map(({ kind, title }) => [kind, title]))
    const first = new Map(steps.toReversed().map((step) => [step.section, stepLabel(step)]))
    for (const branch of steps.flatMap(({ branches }) => branches)) {
      for (const target of branch.targets) {
        if (target.type !== 'section') continue
        const section = titles.get(target.section) ?? SECTION_TITLES[target.section]
        const step = first.get(target.section)
        const words = { branch: branchInWords(branch), section }
        if (step === undefined) report('without-steps', target.position, words)
        else report('section', target.position, { ...words, step })
      }
    }
  }
})
