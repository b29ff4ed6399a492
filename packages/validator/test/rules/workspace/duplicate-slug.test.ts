import { testRule } from '../../support/test-rule.js'

const other = { related_runbooks: [], path: 'packs/other' }

testRule('workspace/duplicate-slug', [
  ['a lone pack', {}, []],
  ['packs without a slug of their own', { workspace: { packs: new Map([['other', other]]) } }, []],
  ['itself', { workspace: { packs: new Map([['work-queue-stopped', { ...other, slug: 'work-queue-stopped' }]]) } }, []],
  [
    'another with its slug',
    { workspace: { packs: new Map([['other', { ...other, slug: 'work-queue-stopped' }]]) } },
    [
      {
        id: 'duplicate',
        file: 'pack.json',
        at: '2:11-2:31',
        text: '"work-queue-stopped"',
        data: { slug: 'work-queue-stopped', path: 'packs/other' }
      }
    ]
  ]
])
