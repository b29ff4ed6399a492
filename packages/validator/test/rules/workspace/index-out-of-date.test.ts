import type { Workspace } from '@keys/pack/core'
import { testRule } from '../../support/test-rule.js'

const INDEX = 'dist/assets-index.json'

function listing(listed: string | null, hash: string): Workspace {
  const pack = { related_runbooks: [], path: 'a', index: { path: INDEX, listed, content_hash: hash } }
  return { packs: new Map([['work-queue-stopped', pack]]) }
}

testRule('workspace/index-out-of-date', [
  ['no index', { workspace: { packs: new Map() } }, []],
  ['the same', { workspace: listing('sha256-a', 'sha256-a') }, []],
  [
    'another content',
    { workspace: listing('sha256-a', 'sha256-b') },
    [{ id: 'differs', file: 'pack.json', at: '1:1-1:1', data: { path: INDEX, hash: 'sha256-b' } }]
  ],
  [
    'not listed',
    { workspace: listing(null, 'sha256-b') },
    [{ id: 'unlisted', file: 'pack.json', at: '1:1-1:1', data: { path: INDEX, hash: 'sha256-b' } }]
  ]
])
