import { linksOf } from '../../subjects/links.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'information',
  subject: 'pack',
  description: 'Links out of the pack open with `https:`.',
  rationale: 'A stranger on the network changes the page that the operator follows.',
  messages: {
    unencrypted: {
      message: '`{url}` is not encrypted.',
      expected: 'an address that opens with `https:`',
      help: 'Write `https:` where the host has it.'
    }
  },
  check(source, { report }) {
    for (const { url, position, file } of linksOf(source))
      if (/^http:\/\/(?!(?:localhost|127\.|\[::1\]))/i.test(url)) report('unencrypted', position, { url }, file)
  }
})
