import { filledSection } from '../../subjects/sections.js'
import { defineRule } from '../../engine/rule.js'

/** A blank to fill in, a number, an address, a channel or a link; or words after a colon. */
const CONTACT = /`[^`\n]*(?:_{2,}|\w)[^`\n]*`|[@#]\w|\d{3}|https?:|:(?:\*\*)?\s+[\p{L}\p{N}]/u
/** A list item or a row of a table. */
const ITEM = /^(?:[-*+]\s|\d+[.)]\s|\|)/
/** The label that a paragraph opens with. */
const LABEL = /^\*\*[^*]*\*\*:?/

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'The escalation names whom to call, or has a blank for the name.',
  rationale: 'A role without a name cannot be called, and the search for it begins when nobody has time for it.',
  messages: {
    none: {
      message: 'The section `{section}` has no contacts.',
      expected: 'a paragraph `**Contacts**` with a list below it',
      help: 'List each role with a blank, such as "On call for the database: `____________`".'
    },
    'no-slot': {
      message: '`{contact}` has neither a name nor a blank for one.',
      expected: 'a name, a number or a channel after the role, or a run of underscores in inline code',
      help: 'Write the blank as `____________`, in inline code, or Markdown turns it into bold.'
    }
  },
  check(runbook, { source, report }) {
    const section = filledSection(runbook, 'escalation', source)
    if (section === undefined) return
    const { contacts } = runbook.escalation
    if (contacts.length === 0) report('none', section.headingPosition, { section: section.title })
    const written = contacts.map(({ text, position }) => {
      const markdown = source.readme?.text.slice(position.start.offset, position.end.offset) ?? ''
      const isItem = ITEM.test(markdown)
      const isReachable = CONTACT.test(isItem ? markdown : markdown.replace(LABEL, ''))
      return { contact: text.replaceAll(/\s+/g, ' '), position, isItem, isReachable }
    })
    // A sentence beside a list says something else, such as what to hand over.
    const items = written.filter(({ isItem }) => isItem)
    if (items.length === 0 && written.some(({ isReachable }) => isReachable)) return
    for (const { contact, position, isReachable } of items.length > 0 ? items : written) {
      if (!isReachable) report('no-slot', position, { contact })
    }
  }
})
