import { filledSection } from '../../subjects/sections.js'
import { defineRule } from '../../engine/rule.js'

/** "Only" and "does not reach" stand in many a sentence that excludes nothing, such as "this runbook only reads it". */
const EXCLUSIONS = [
  /\b(?:do|does)(?: not|n['’]t) (?:\w+ly )?(?:cover|include|apply|help|deal|handle|treat|fix|fix|concern)/i,
  /\bnot (?:covered|included|for|about|in scope|part of|meant)|\*\*(?:does )?not\b/i,
  /\bout of scope\b|\boutside (?:the|its|this)\b|\bexclud/i,
  /\b(?:covers?|applies|applies to|is|are|meant|for|about) only\b|\bonly (?:covers?|applies|for|about|concerns)\b/i,
  /\blimited to\b|\bexcept\b/i
]

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'The scope says what the runbook does not cover.',
  rationale: 'People follow a runbook to its end for a fault that it was never written for.',
  messages: {
    silent: {
      message: 'The section `{section}` does not say what is not covered.',
      expected: 'a sentence such as "Does not cover a database that refuses connections."',
      help: 'Name the nearest cases that this runbook is no help for.'
    }
  },
  check(runbook, { source, report }) {
    const section = filledSection(runbook, 'scope', source)
    if (section === undefined) return
    const { headingPosition, position } = section
    const text = source.readme?.text.slice(headingPosition.end.offset, position.end.offset) ?? ''
    const words = text.replaceAll(/\s+/g, ' ')
    if (!EXCLUSIONS.some((exclusion) => exclusion.test(words)))
      report('silent', headingPosition, { section: section.title })
  }
})
