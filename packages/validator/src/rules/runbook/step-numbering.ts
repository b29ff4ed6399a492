import { SECTION_TITLES, STEP_KINDS, STEP_WORD, STEP_WORDS, type Fix, type Position } from '@keys/schema'
import { renumber, type UnclearName } from '../../fixes/renumber.js'
import { defineRule } from '../../engine/rule.js'

const HEADING = new RegExp(`^###[ \\t]+(${STEP_WORD})[ \\t]+(\\d+):[ \\t]`)

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  description: 'Steps are headed by the word of their section and numbered from 1 without gaps.',
  rationale: 'Somebody on the phone says "do Step 4", and the reader does Action 4.',
  messages: {
    form: {
      message: '`{heading}` does not open as the heading of a step.',
      expected: '`### {word} {number}: ` and the title',
      help: 'Write `### {word} {number}: ` before the title.'
    },
    word: {
      message: '`{label}` stands in the section `{section}`.',
      expected: '`{word} {number}`',
      help: 'Write `### {word} {number}: ` before the title, or move the step to its own section.'
    },
    number: {
      message: '`{label}` is not the number that comes next.',
      expected: '`{word} {number}`',
      help: 'Number the steps of the section from 1, and change the links to them with it.'
    },
    unclear: {
      message: '`{label}` is not the number that comes next.',
      expected: '`{word} {number}`',
      help: 'Number the steps of the section from 1, and change the links to them with it. `--fix` leaves it to you: which step is meant by `{named}` in {place}, it cannot tell.'
    }
  },
  check(runbook, { source, report }) {
    const { steps } = runbook
    const { readme } = source
    // The first finding that it fixes carries the fix for all: texts name steps of all sections.
    let open: Fix | UnclearName | null | undefined
    const fixAt = ({ start, end }: Position): Fix | null => {
      if (open === undefined) open = renumber(runbook, source)
      if (open === null || 'label' in open) return null
      const isMended = open[0]?.edits.some((edit) => start.offset <= edit.start && edit.end <= end.offset) ?? false
      const fix = isMended ? open : null
      if (isMended) open = null
      return fix
    }
    for (const kind of STEP_KINDS) {
      const word = STEP_WORDS[kind]
      let number = 0
      const own = steps.filter((candidate) => candidate.kind === kind)
      for (const [index, { headingPosition, section, ...step }] of own.entries()) {
        number++
        const heading = readme?.text.slice(headingPosition.start.offset, headingPosition.end.offset) ?? ''
        const [, ownWord, ownNumber] = HEADING.exec(heading) ?? []
        const label = `${ownWord} ${ownNumber}`
        if (ownWord === undefined)
          report('form', headingPosition, { heading: step.title, word, number }, 'README.md', fixAt(headingPosition))
        else if (ownWord !== word) {
          report('word', headingPosition, { label, section: SECTION_TITLES[section], word, number })
        } else if (Number(ownNumber) !== number) {
          const fix = fixAt(headingPosition)
          const data = { label, word, number }
          if (open != null && 'label' in open) {
            const place = `${open.file}, line ${open.line}`
            report('unclear', headingPosition, { ...data, named: open.label, place }, 'README.md')
          } else report('number', headingPosition, data, 'README.md', fix)
        }
        // After a gap the count goes on from there, so that one gap is told once; a step put between does not count.
        const isBetween = step.ordinal !== number && own[index + 1]?.ordinal === number
        number = isBetween ? number - 1 : (step.ordinal ?? number)
      }
    }
  }
})
