import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'checklist',
  description: 'The H1 of the checklist is `Checklist: ` and the `title` of pack.json.',
  rationale: 'A printed checklist is taken for that of another incident.',
  messages: {
    missing: {
      message: 'checklist.md has no H1.',
      expected: '`# Checklist: ` and the `title` of pack.json',
      help: 'Open the file with the title as its H1, such as `# Checklist: Stripe webhook failure`.'
    },
    differs: {
      message: 'The H1 is `{heading}`.',
      expected: '`Checklist: {title}`',
      help: 'Write `# Checklist: {title}`.'
    }
  },
  check({ title: heading }, { source: { metadata }, report }) {
    // pack/schema speaks of a title that is wrong.
    const { title } = metadata.fields
    if (heading === null) report('missing', null)
    else if (title !== undefined && heading.text !== `Checklist: ${title}`) {
      report('differs', heading.position, { heading: heading.text, title })
    }
  }
})
