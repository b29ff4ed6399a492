import { testRule } from '../../support/test-rule.js'
import { withDrill } from '../../support/drill.js'

testRule('drill/missing', [
  ['nothing known', { workspace: withDrill() }, []],
  ['passed', { workspace: withDrill({}) }, []],
  ['no drill', { workspace: withDrill({ exists: false }) }, [{ id: 'none', file: 'README.md', at: '1:1-1:1' }]],
  [
    'never passed',
    { workspace: withDrill({ coverage: null }) },
    [{ id: 'never', file: 'README.md', at: '1:1-1:1', data: { slug: 'work-queue-stopped' } }]
  ]
])
