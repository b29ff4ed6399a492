import { incidentsSchema } from '@keys/schema'
import { expectationOf, valueAt, type JsonPath } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

const FILE = 'incidents.json'

export const rule = defineRule({
  severity: 'error',
  subject: 'pack',
  description: 'incidents.json, where a pack has one, tells each public incident with its source and the way taken.',
  rationale:
    'A case without a source, or by a step that is gone, says that the text was held against something it was not.',
  messages: {
    syntax: {
      message: '`incidents.json` is not JSON.',
      expected: 'an object with a list called `incidents`',
      help: 'Correct the syntax, or delete the file.'
    },
    field: {
      message: '`{field}` is {actual}.',
      expected: '{expectation}',
      help: 'Give `{field}` such a value.'
    },
    unknown: {
      message: '`{field}` is not a field of an incident.',
      expected:
        'the fields of the schema: id, title, sources, broken, before, way, verdict, leads_to, reason, scenario',
      help: 'Delete it, or correct its name.'
    },
    again: {
      message: 'The id `{id}` stands on line {line} already.',
      expected: 'an id of its own for each incident',
      help: 'Rename one of the two.'
    },
    step: {
      message: 'The way goes by `{label}`, which the runbook does not have.',
      expected: 'the label of a step of this runbook, or `First minute`',
      help: 'Walk the incident through the text again, and write the way that it takes now.'
    }
  },
  check({ incidents, readme }, { report }) {
    if (incidents === null) return
    if (incidents.value === undefined) {
      report('syntax', null, {}, FILE)
      return
    }
    const parsed = incidentsSchema.safeParse(incidents.value)
    for (const issue of parsed.error?.issues ?? []) {
      const path: JsonPath = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) report('unknown', incidents.keyAt([...path, key]), { field: key }, FILE)
        continue
      }
      const value = valueAt(incidents.value, path)
      const actual = described(value)
      report('field', incidents.at(path), { field: path.join('.'), actual, expectation: expectationOf(issue) }, FILE)
    }
    if (!parsed.success) return
    const labels = new Set((readme?.subject?.steps ?? []).flatMap(({ label }) => (label === null ? [] : [label])))
    const hasFirstMinute = (readme?.subject?.firstMinute.length ?? 0) > 0
    const seen = new Map<string, number>()
    for (const [index, { id, way }] of parsed.data.incidents.entries()) {
      const place = incidents.at(['incidents', index, 'id'])
      const line = seen.get(id)
      if (line !== undefined) report('again', place, { id, line }, FILE)
      else seen.set(id, place.start.line)
      for (const [step, label] of way.entries()) {
        if (label === 'First minute' ? hasFirstMinute : labels.has(label) || readme === null) continue
        report('step', incidents.at(['incidents', index, 'way', step]), { label }, FILE)
      }
    }
  }
})

function described(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === '' || (Array.isArray(value) && value.length === 0)) return 'empty'
  return typeof value === 'string' ? `\`${value}\`` : 'of another kind'
}
