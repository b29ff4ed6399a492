import { linksOf } from '../../subjects/links.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'information',
  subject: 'pack',
  description: 'Links out of the pack answer at the address that is written; they are asked with `--online` alone.',
  rationale: 'A page that has moved is gone one day, and one that did not answer may be gone already.',
  messages: {
    moved: {
      message: '`{url}` leads on to `{to}`.',
      expected: 'an address that answers by itself',
      help: 'Link to `{to}` if that is the page you mean.'
    },
    refused: {
      message: '`{url}` answers {status}, which does not say whether the page is there.',
      expected: 'an address that answers with a page',
      help: 'Open it in a browser; many servers refuse what is none.'
    },
    unanswered: {
      message: '`{url}` did not answer: {reason}.',
      expected: 'an address that answers with a page',
      help: 'Open it in a browser, or try again later.'
    }
  },
  check(source, { remote, report }) {
    if (remote === null) return
    for (const { url, position, file } of linksOf(source)) {
      const answer = remote.get(url)
      if (answer === undefined) continue
      if (answer.type === 'unanswered') {
        report('unanswered', position, { url, reason: answer.reason }, file)
        continue
      }
      const { status, url: to } = answer
      // reference/remote-link-dead speaks of what is gone.
      if (status === 404 || status === 410) continue
      if (status >= 300) report('refused', position, { url, status }, file)
      else if (to !== new URL(url).href) report('moved', position, { url, to }, file)
    }
  }
})
