import { SECTION_TITLES } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

const SECTIONS = Object.values(SECTION_TITLES)
  .map((title) => `\`${title}\``)
  .join(', ')

export const rule = defineRule({
  severity: 'information',
  subject: 'runbook',
  description: 'Everything in the runbook has a place in its structure.',
  rationale: 'What the parser cannot place is in no checklist, no graph and no search, though it may be what helps.',
  messages: {
    section: {
      message: '`{heading}` is none of the ten sections.',
      expected: `one of ${SECTIONS}`,
      help: 'Move what it says to the section that it belongs to, with a heading `###` of its own where it needs one.'
    },
    block: {
      message: 'This block has no meaning to the parser.',
      expected: 'a paragraph, a list, a table, fields, branches or commands, inside one of the ten sections',
      help: 'Write it as plain Markdown below the heading that it belongs to, or delete it.'
    }
  },
  check({ blocks, sections }, { report }) {
    const unknown = sections.filter(({ kind }) => kind === null)
    for (const { title, headingPosition } of unknown) report('section', headingPosition, { heading: title })
    // One finding for an unknown section speaks for all that it holds.
    let next = 0
    for (const { role, position } of blocks) {
      while ((unknown[next]?.position.end.offset ?? Infinity) < position.end.offset) next++
      const isInside = (unknown[next]?.position.start.offset ?? Infinity) <= position.start.offset
      if (role === 'untyped' && !isInside) report('block', position)
    }
  }
})
