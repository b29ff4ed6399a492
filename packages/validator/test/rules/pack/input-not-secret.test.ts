import { testRule } from '../../support/test-rule.js'

const input = (name: string, more: object = {}): object => ({ name, description: 'What it is.', ...more })
const inputs = (...list: object[]): object => ({ files: { 'pack.json': { fields: { inputs: list } } } })

testRule('pack/input-not-secret', [
  [
    'secrets that are marked, and what is none',
    inputs(input('GITHUB_TOKEN', { secret: true }), input('QUEUE_NAME'), input('PARTITION_KEY', { secret: false })),
    []
  ],
  [
    'a name that says so',
    inputs(input('GITHUB_TOKEN')),
    [{ id: 'name', file: 'pack.json', at: '18:22-18:36', text: '"GITHUB_TOKEN"', data: { name: 'GITHUB_TOKEN' } }]
  ],
  [
    'a name that says so, marked as none',
    inputs(input('DATABASE_URL', { secret: false })),
    [{ id: 'name', file: 'pack.json', at: '18:22-18:36', text: '"DATABASE_URL"', data: { name: 'DATABASE_URL' } }]
  ],
  [
    'an example with a password',
    inputs(input('REDIS_ADDRESS', { example: 'redis://u:pass@host:6379' })),
    [
      {
        id: 'example',
        file: 'pack.json',
        at: '18:76-18:102',
        text: '"redis://u:pass@host:6379"',
        data: { name: 'REDIS_ADDRESS' }
      }
    ]
  ]
])
