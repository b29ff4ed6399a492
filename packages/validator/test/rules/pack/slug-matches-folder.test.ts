import { testRule } from '../../support/test-rule.js'

testRule('pack/slug-matches-folder', [
  [
    'another folder',
    { folder: 'work-queue' },
    [
      {
        id: 'differs',
        file: 'pack.json',
        at: '2:11-2:31',
        text: '"work-queue-stopped"',
        data: { slug: 'work-queue-stopped', folder: 'work-queue' }
      }
    ]
  ],
  [
    'a slug that is wrong by itself, of which pack/schema speaks',
    { folder: 'work-queue', files: { 'pack.json': { fields: { slug: 'Work Queue' } } } },
    []
  ],
  [
    'another slug, while the package is called like the folder',
    { files: { 'pack.json': { fields: { slug: 'work-queue' } } } },
    [{ id: 'differs', file: 'pack.json', at: '2:11-2:23', data: { slug: 'work-queue', folder: 'work-queue-stopped' } }],
    { 'pack.json': ['-  "slug": "work-queue",', '+  "slug": "work-queue-stopped",'] }
  ]
])
