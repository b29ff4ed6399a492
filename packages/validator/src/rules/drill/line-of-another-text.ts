import { coverageLine, findCoverageLine, incidentsSchema } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'release',
  description: 'A pack that is published says only of this text that it was drilled.',
  rationale:
    'The drill is not shipped, so that no reader can check the line: it promises drills of commands that nobody has run.',
  messages: {
    stale: {
      message: 'The coverage line speaks of a drill of another text: README.md was changed since.',
      expected: 'a drill that passed with README.md of hash {hash}',
      help: 'Run `keys drill {slug} --update`, or delete the line, then build again.'
    },
    unknown: {
      message: 'The coverage line speaks of a drill of which drill/coverage.json keeps no result.',
      expected: 'the result of a drill of this text in drill/coverage.json',
      help: 'Run `keys drill {slug} --update`, or delete the line, then build again.'
    },
    differs: {
      message: 'The coverage line is not that of the last drill.',
      expected: '`{line}`',
      help: 'Run `keys validate --fix`, then build again.'
    }
  },
  check({ coverage, readmeHash }, { source: { folder, readme, incidents }, report }) {
    const line = readme === null ? null : findCoverageLine(readme.text)
    if (readme === null || line === null || readmeHash === null) return
    const place = readme.range(line.start, line.end)
    if (coverage === null) report('unknown', place, { slug: folder })
    else if (coverage.readme_hash !== readmeHash) report('stale', place, { slug: folder, hash: readmeHash })
    else {
      const said = coverageLine(coverage, incidentsSchema.safeParse(incidents?.value).data?.incidents)
      if (said !== line.text) report('differs', place, { line: said })
    }
  }
})
