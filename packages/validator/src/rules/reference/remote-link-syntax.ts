import { isRemote, linksOf } from '../../subjects/links.js'
import { defineRule } from '../../engine/rule.js'

const SCHEMES = new Set(['https:', 'http:', 'mailto:', 'tel:'])

export const rule = defineRule({
  severity: 'error',
  subject: 'pack',
  description: 'Links out of the pack have the form of an address that a reader can open.',
  rationale: 'A link that opens nothing costs a minute, and one of another kind runs what nobody expects.',
  messages: {
    malformed: {
      message: '`{url}` is not an address.',
      expected: 'an address such as `https://docs.stripe.com/webhooks`',
      help: 'Correct the address, or delete the link.'
    },
    scheme: {
      message: '`{url}` opens with `{scheme}`.',
      expected: 'an address that opens with `https:`, `http:`, `mailto:` or `tel:`',
      help: 'Link to a page, or write the words without a link.'
    },
    'no-scheme': {
      message: '`{url}` has no scheme.',
      expected: 'an address that opens with `https:`',
      help: 'Write `https:{url}`.'
    }
  },
  check(source, { report }) {
    for (const { url, position, file } of linksOf(source)) {
      if (!isRemote(url)) continue
      const scheme = /^[^:]*:/.exec(url)?.[0].toLowerCase() ?? ''
      if (url.startsWith('//')) report('no-scheme', position, { url }, file)
      else if (!SCHEMES.has(scheme)) report('scheme', position, { url, scheme }, file)
      else if (!isAddress(url, scheme)) report('malformed', position, { url }, file)
    }
  }
})

function isAddress(url: string, scheme: string): boolean {
  if (scheme === 'mailto:') return /^mailto:[^\s@]+@[^\s@]+$/i.test(url)
  if (scheme === 'tel:') return /^tel:\+?[\d(). -]+$/i.test(url)
  // The reader of URLs fixes a missing slash and blanks; people who copy the address do not.
  return /^https?:\/\/[^/\s<>]/i.test(url) && !/[\s<>{}]/.test(url) && URL.canParse(url)
}
