import type { RemoteAnswer } from '../../../src/core.js'
import type { Patch } from '../../support/patch.js'
import { testRule } from '../../support/test-rule.js'

const URL = 'https://keys.invalid/a#b'
const asked = (answer: RemoteAnswer | null): Patch => ({
  files: { 'README.md#when-to-use': `- **Alert**: [a](${URL}) fires.` },
  ...(answer && { remote: { [URL]: answer } })
})
const place = { file: 'README.md', at: '14:14-14:43', text: `[a](${URL})` }

testRule('reference/remote-link-dead', [
  [
    'not found',
    asked({ type: 'answered', status: 404, url: URL }),
    [{ id: 'gone', ...place, data: { url: URL, status: '404' } }]
  ],
  [
    'gone where it leads on to',
    asked({ type: 'answered', status: 410, url: 'https://keys.invalid/c' }),
    [{ id: 'leads-to-gone', ...place, data: { url: URL, to: 'https://keys.invalid/c', status: '410' } }]
  ],
  ['an answer', asked({ type: 'answered', status: 200, url: URL }), []],
  ['an error that says nothing of the page', asked({ type: 'answered', status: 503, url: URL }), []],
  ['no answer', asked({ type: 'unanswered', reason: 'it took too long' }), []],
  ['nobody asked', asked(null), []]
])
