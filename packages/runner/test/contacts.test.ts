import { expect, test } from 'vitest'
import { contactsOf } from '../src/index.js'

const position = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } }
const named = (contacts: readonly string[], known: Record<string, string>): [string, string | null][] => {
  const escalation = { triggers: [], contacts: contacts.map((text) => ({ text, position })) }
  return contactsOf({ escalation }, known).map(({ name, value }) => [name, value])
}

test.each([
  ['a blank', ['Incident lead: `____________________`'], {}, [['Incident lead', null]]],
  ['a role alone', ['Incident lead'], {}, [['Incident lead', null]]],
  ['one that the runbook names', ['Support: +1 555 0100: ask for Ada'], {}, [['Support', '+1 555 0100: ask for Ada']]],
  ['one of the team', ['Incident lead: ____'], { 'incident LEAD': 'Mara, #ops' }, [['Incident lead', 'Mara, #ops']]],
  [
    'one that only the team has',
    ['A: ____'],
    { B: 'Ivo' },
    [
      ['A', null],
      ['B', 'Ivo']
    ]
  ],
  ['what to hand over, which is no role', ['Hand over the folder, and its last line.', 'A: ___'], {}, [['A', null]]],
  ['nobody', [], {}, []]
])('contacts: %s', (_, contacts, known, expected) => {
  expect(named(contacts, known)).toEqual(expected)
})
