import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'The runbook has one H1, and it is the `title` of pack.json.',
  rationale: 'Search shows one title and the page another, and a tired reader doubts that it is the right runbook.',
  messages: {
    missing: {
      message: 'README.md has no H1.',
      expected: 'one H1 that is the `title` of pack.json',
      help: 'Open the file with the title as its H1, such as `# Stripe webhook failure`.'
    },
    differs: {
      message: 'The H1 is `{heading}` and pack.json says `{title}`.',
      expected: 'one title in both files',
      help: 'Write `# {title}`, or change `title` in pack.json.'
    },
    duplicate: {
      message: '`{heading}` is another H1.',
      expected: 'one H1, the title',
      help: 'Make it an H2 with `##`, or delete it.'
    }
  },
  check(runbook, { source: { metadata, readme }, report }) {
    // pack/schema speaks of a title that is wrong.
    const { title } = metadata.fields
    if (runbook.title === null) return report('missing', null)
    const heading = runbook.title.text
    if (title !== undefined && heading !== title) report('differs', runbook.title.position, { heading, title })
    for (const { headingPosition, title: words } of runbook.sections) {
      const written = readme?.text.slice(headingPosition.start.offset, headingPosition.end.offset) ?? ''
      if (/^#(?!#)|\n[ \t]*=+[ \t]*$/.test(written)) report('duplicate', headingPosition, { heading: words })
    }
  }
})
