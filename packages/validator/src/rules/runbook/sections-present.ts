import { OPTIONAL_SECTIONS, SECTION_KINDS, SECTION_TITLES } from '@keys/schema'
import { predecessor } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'The runbook has all ten sections, once each, under their own names.',
  rationale: 'Who knows one runbook looks for the way back where it always stands, and here it is not there.',
  messages: {
    missing: {
      message: 'The section `{section}` is missing.',
      expected: '`## {section}` after {place}',
      help: 'Write the section; when nothing applies, say so in it.'
    },
    duplicate: {
      message: '`{heading}` opens the section `{section}` once more; it begins on line {line}.',
      expected: 'each of the ten sections once',
      help: 'Move its content into the first one, or give it a heading inside that section with `###`.'
    },
    'other-name': {
      message: '`{heading}` stands for the section `{section}`.',
      expected: 'the name that the section has in every runbook',
      help: 'Write `## {section}`, with the qualifiers in parentheses after it, where there are any.'
    }
  },
  check({ sections, title }, { report }) {
    for (const kind of SECTION_KINDS) {
      const section = SECTION_TITLES[kind]
      const [first, ...others] = sections.filter((candidate) => candidate.kind === kind)
      if (first === undefined) {
        if (OPTIONAL_SECTIONS.has(kind)) continue
        const before = predecessor(sections, kind)
        const place = before === undefined ? 'the introduction' : `\`${before.title}\``
        report('missing', before?.headingPosition ?? title?.position ?? null, { section, place })
        continue
      }
      if (plain(first.title) !== plain(section)) {
        report('other-name', first.headingPosition, { heading: first.title, section })
      }
      const { line } = first.headingPosition.start
      for (const { headingPosition, title: heading } of others) {
        report('duplicate', headingPosition, { heading, section, line })
      }
    }
  }
})

/** The words of a name, in lower case; how they are joined is a matter of taste. */
function plain(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => word !== 'and').join(' ')
}
