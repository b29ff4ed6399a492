import type { Target } from '@keys/schema'
import { filledSection } from '../../subjects/sections.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Each case under "When not to use" says what to use instead.',
  rationale:
    'The reader learns that this is the wrong runbook and has to search for the right one, during the incident.',
  messages: {
    none: {
      message: 'The section `{section}` lists no case.',
      expected: 'one list item for each case, with the pack to use instead',
      help: 'Write each case as a list item that ends in a pack or in `**STOP: escalate**`.'
    },
    nowhere: {
      message: '`{text}` does not say what to use instead.',
      expected: 'a pack in inline code, such as `@keys/runbook-stripe-webhook-failure`, or `**STOP: escalate**`',
      help: 'Add the package name of the right runbook; when there is none, `**STOP: escalate**`.'
    }
  },
  check(runbook, { source, report }) {
    const section = filledSection(runbook, 'when-not-to-use', source)
    if (section === undefined) return
    if (runbook.redirections.length === 0) report('none', section.headingPosition, { section: section.title })
    for (const { text, targets, position } of runbook.redirections) {
      if (!targets.some(isElsewhere)) report('nowhere', position, { text: text.replaceAll(/\s+/g, ' ') })
    }
  }
})

function isElsewhere(target: Target): boolean {
  if (target.type === 'terminal') return target.terminal !== 'wrong-runbook' || target.package !== null
  return target.type === 'external'
}
