import { testRule } from '../../support/test-rule.js'
import { coverage, HASH, withDrill } from '../../support/drill.js'

const BEFORE = `sha256-${'a'.repeat(64)}`

testRule('drill/stale', [
  ['nothing known', { workspace: withDrill() }, []],
  ['the same text', { workspace: withDrill({}) }, []],
  ['never passed', { workspace: withDrill({ coverage: null }) }, []],
  [
    'another text',
    { workspace: withDrill({ coverage: coverage({ readme_hash: BEFORE }) }) },
    [{ id: 'changed', file: 'README.md', at: '1:1-1:1', data: { slug: 'work-queue-stopped', hash: HASH } }]
  ]
])
