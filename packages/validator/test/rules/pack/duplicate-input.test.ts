import { testRule } from '../../support/test-rule.js'

const input = (name: string) => ({ name, description: 'A value.' })
const inputs = (...names: string[]) => ({ files: { 'pack.json': { fields: { inputs: names.map(input) } } } })

testRule('pack/duplicate-input', [
  ['one entry each', inputs('DATABASE_URL', 'EVIDENCE_DIR', 'database_url'), []],
  ['no inputs at all', { files: { 'pack.json': { fields: { inputs: null } } } }, []],
  [
    'twice and three times',
    inputs('DATABASE_URL', 'EVIDENCE_DIR', 'DATABASE_URL', 'EVIDENCE_DIR', 'DATABASE_URL'),
    [
      {
        id: 'twice',
        file: 'pack.json',
        at: '18:120-18:134',
        text: '"DATABASE_URL"',
        data: { name: 'DATABASE_URL', line: '18' }
      },
      {
        id: 'twice',
        file: 'pack.json',
        at: '18:169-18:183',
        text: '"EVIDENCE_DIR"',
        data: { name: 'EVIDENCE_DIR', line: '18' }
      },
      {
        id: 'twice',
        file: 'pack.json',
        at: '18:218-18:232',
        text: '"DATABASE_URL"',
        data: { name: 'DATABASE_URL', line: '18' }
      }
    ]
  ]
])
