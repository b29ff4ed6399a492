import type { RemoteAnswer } from '../../../src/core.js'
import type { Patch } from '../../support/patch.js'
import { testRule } from '../../support/test-rule.js'

const URL = 'https://keys.invalid'
const asked = (answer: RemoteAnswer | null): Patch => ({
  files: { 'README.md#when-to-use': `- **Alert**: [a](${URL}) fires.` },
  ...(answer && { remote: { [URL]: answer } })
})
const place = { file: 'README.md', at: '14:14-14:39', text: `[a](${URL})` }

testRule('reference/remote-link-doubtful', [
  [
    'moved',
    asked({ type: 'answered', status: 200, url: 'https://www.keys.invalid/' }),
    [{ id: 'moved', ...place, data: { url: URL, to: 'https://www.keys.invalid/' } }]
  ],
  [
    'an error',
    asked({ type: 'answered', status: 403, url: `${URL}/` }),
    [{ id: 'refused', ...place, data: { url: URL, status: '403' } }]
  ],
  [
    'no answer',
    asked({ type: 'unanswered', reason: 'it took too long' }),
    [{ id: 'unanswered', ...place, data: { url: URL, reason: 'it took too long' } }]
  ],
  ['an answer', asked({ type: 'answered', status: 200, url: `${URL}/` }), []],
  ['what another rule speaks of', asked({ type: 'answered', status: 410, url: `${URL}/` }), []],
  ['nobody asked', asked(null), []]
])
