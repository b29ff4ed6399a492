import { linksOf } from '../../subjects/links.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'pack',
  description: 'Links out of the pack lead to pages that are there; they are asked with `--online` alone.',
  rationale: 'The page that explains the error is gone when somebody needs it, and nobody remembers what it said.',
  messages: {
    gone: {
      message: '`{url}` answers {status}.',
      expected: 'an address of a page that is there',
      help: 'Link to where the page is now, or write what it said and delete the link.'
    },
    'leads-to-gone': {
      message: '`{url}` leads on to `{to}`, which answers {status}.',
      expected: 'an address of a page that is there',
      help: 'Link to where the page is now, or write what it said and delete the link.'
    }
  },
  check(source, { remote, report }) {
    if (remote === null) return
    for (const { url, position, file } of linksOf(source)) {
      const answer = remote.get(url)
      if (answer?.type !== 'answered' || (answer.status !== 404 && answer.status !== 410)) continue
      const { status, url: to } = answer
      if (to === new URL(url).href) report('gone', position, { url, status }, file)
      else report('leads-to-gone', position, { url, to, status }, file)
    }
  }
})
