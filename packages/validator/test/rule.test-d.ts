import { expectTypeOf, it } from 'vitest'
import { defineRule, type MessageData } from '../src/core.js'

it('wants exactly the placeholders of a message', () => {
  type Data = MessageData<{ message: '`{field}` is {actual}.'; expected: 'no {actual}'; help: 'Fix `{field}`.' }>
  expectTypeOf<Data>().toEqualTypeOf<{ readonly field: string | number; readonly actual: string | number }>()
})

it('types the report by the messages, the subject by its name and the pack by what is read', () => {
  defineRule({
    severity: 'warning',
    subject: 'runbook',
    reads: ['title', 'tags'],
    description: 'A rule.',
    rationale: 'Harm.',
    messages: {
      plain: { message: 'Nothing to fill in.', expected: 'nothing', help: 'Do nothing.' },
      named: { message: '`{name}` is wrong.', expected: 'nothing', help: 'Do nothing.' }
    },
    check(runbook, { pack, report }) {
      expectTypeOf(runbook.steps).toBeArray()
      expectTypeOf(pack).toEqualTypeOf<Readonly<{ title: string; tags?: string[] | undefined }>>()
      report('plain', null)
      report('plain', null, {}, 'checklist.md')
      report('named', runbook.title?.position ?? null, { name: 'a' })
      // @ts-expect-error The message has a placeholder.
      report('named', null)
      // @ts-expect-error The message has another placeholder.
      report('named', null, { title: 'a' })
      // @ts-expect-error The message has no second placeholder.
      report('named', null, { name: 'a', title: 'b' })
      // @ts-expect-error There is no such message.
      report('other', null)
      // @ts-expect-error The rule does not say that it reads this field.
      void pack.slug
    }
  })
})
