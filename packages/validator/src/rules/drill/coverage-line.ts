import { coverageLine, findCoverageLine, incidentsSchema } from '@keys/schema'
import { fixOf } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  fixable: true,
  subject: 'workspace',
  description: 'The coverage line of README.md says what drill/coverage.json says.',
  rationale: 'A reader trusts a drill that was another one.',
  messages: {
    differs: {
      message: 'The coverage line is not that of the last drill.',
      expected: '`{line}`',
      help: 'Run `keys validate --fix`.'
    },
    none: {
      message: 'A README.md without a coverage line hides that the runbook was drilled.',
      expected: '`{line}`',
      help: 'Run `keys drill {slug} --update`.'
    }
  },
  check({ packs }, { source: { folder, readme, incidents }, report }) {
    const coverage = packs.get(folder)?.drill?.coverage
    if (!coverage || readme === null) return
    const line = coverageLine(coverage, incidentsSchema.safeParse(incidents?.value).data?.incidents)
    const found = findCoverageLine(readme.text)
    if (found?.text === line) return
    if (found === null) return report('none', null, { slug: folder, line }, 'README.md')
    const fix = fixOf(readme, [{ start: found.start, end: found.end, text: line }])
    report('differs', readme.range(found.start, found.end), { line }, 'README.md', fix)
  }
})
