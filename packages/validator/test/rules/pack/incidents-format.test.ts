import { testRule } from '../../support/test-rule.js'

const incident = {
  id: 'torn-flag',
  title: 'The flag is torn',
  sources: ['https://flags.test/1'],
  broken: 'The flag tore in a storm.',
  before: { verdict: 'stuck', reason: 'The text knew no torn flag.' },
  way: ['Step 1'],
  verdict: 'right',
  leads_to: 'resolved',
  reason: 'Step 1 sees it.',
  scenario: null
}
const file = (...incidents: object[]) => ({ files: { 'incidents.json': JSON.stringify({ incidents }) } })
const fault = (id: string, at: string, text: string, data: Record<string, string> = {}) => ({
  id,
  file: 'incidents.json',
  at,
  text,
  data
})

testRule('pack/incidents-format', [
  ['a pack without the file', { files: {} }, []],
  ['a case with everything', file(incident), []],
  ['no JSON', { files: { 'incidents.json': '{ "incidents": [' } }, [fault('syntax', '1:1-1:1', '')]],
  [
    'a field that nobody knows',
    file({ ...incident, autor: 'me' }),
    [fault('unknown', '1:300-1:307', '"autor"', { field: 'autor' })]
  ],
  [
    'no source',
    file({ ...incident, sources: [] }),
    [
      fault('field', '1:70-1:72', '[]', {
        actual: 'empty',
        expectation: 'at least 1 element',
        field: 'incidents.0.sources'
      })
    ]
  ],
  [
    'a source that is no address',
    file({ ...incident, sources: ['javascript:alert(1)'] }),
    [
      fault('field', '1:71-1:92', '"javascript:alert(1)"', {
        actual: '`javascript:alert(1)`',
        expectation: 'an http or https address',
        field: 'incidents.0.sources.0'
      })
    ]
  ],
  [
    'a verdict of its own',
    file({ ...incident, verdict: 'fine' }),
    [
      fault('field', '1:227-1:233', '"fine"', {
        actual: '`fine`',
        expectation: 'one of `right`, `sent-on`, `partly`, `wrong`, `stuck`, `outside`',
        field: 'incidents.0.verdict'
      })
    ]
  ],
  [
    'the same id twice',
    file(incident, incident),
    [fault('again', '1:307-1:318', '"torn-flag"', { id: 'torn-flag', line: '1' })]
  ],
  [
    'a step that is gone',
    file({ ...incident, way: ['Step 1', 'Step 9'] }),
    [fault('step', '1:216-1:224', '"Step 9"', { label: 'Step 9' })]
  ],
  [
    'a first minute that is not there',
    file({ ...incident, way: ['First minute'] }),
    [fault('step', '1:207-1:221', '"First minute"', { label: 'First minute' })]
  ]
])
