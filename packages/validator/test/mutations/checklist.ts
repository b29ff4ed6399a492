import { line, lines, mutationsOf, type Change, type Plant } from './mutation.ts'
import type { Outline, SectionOutline } from './outline.ts'

/** A phase by the beginning of its title. */
function phase(title: string, change: (phase: SectionOutline, outline: Outline) => Change | null): Plant {
  return lines((outline) => {
    const found = outline.sections.find((one) => one.title.startsWith(title))
    return found ? change(found, outline) : null
  })
}

export const checklistMutations = mutationsOf('checklist.md', [
  ['checklist/title', 'a title of another pack', line(/^# /, (text) => `${text} again`)],
  ['checklist/title', 'no title', lines(() => ({ at: 0, remove: 2 }))],
  [
    'checklist/phase-missing',
    'a phase taken out',
    lines(({ sections }) => {
      const [before, own] = sections
      return before && own ? { at: own.start, remove: own.end - own.start, shows: before.start } : null
    })
  ],
  [
    'checklist/phase-missing',
    'a phase misspelled',
    lines(({ sections }) => {
      const [before, own] = sections
      return before && own ? { at: own.start, remove: 1, insert: ['## Dignaossis folw'], shows: before.start } : null
    })
  ],
  [
    'checklist/phase-missing',
    'another time box',
    line(/^## Immediate/, (text) => text.replace(/first \d+/, 'first 55'))
  ],
  [
    'checklist/step-missing',
    'an item taken out',
    phase('Diagnosis', ({ start, items: [, second] }) =>
      second ? { at: second.start, remove: second.end - second.start, shows: start } : null
    )
  ],
  [
    'checklist/step-missing',
    'an item for a step that does not exist',
    line(/^- \[ \] \[Step 1\]/, (text) => `${text}\n- [ ] [Step 99]: nothing. Time: \`__:__\``, 1)
  ],
  [
    'checklist/step-missing',
    'a definition that leads to another step',
    lines(({ definitions: [first, second] }) =>
      first && second
        ? { at: first.start, remove: 1, insert: [first.text.replace(/#.*/, second.text.replace(/.*#/, '#'))] }
        : null
    )
  ],
  [
    'checklist/order',
    'the first item of a phase moved to its end',
    phase('Diagnosis', ({ items }) => {
      const [first] = items
      const last = items.at(-1)
      if (!first || !last || items.length < 3) return null
      const rest = items.slice(1).flatMap(({ text }) => text.split('\n'))
      return {
        at: first.start,
        remove: last.end - first.start,
        insert: [...rest, ...first.text.split('\n')],
        shows: first.start + rest.length
      }
    })
  ],
  [
    'checklist/order',
    'a phase moved to the top',
    phase('Evidence', ({ start, end, text }, { lines: all, sections: [first] }) => {
      if (!first) return null
      const rest = [...all.slice(0, start), ...all.slice(end)]
      return {
        at: 0,
        remove: all.length,
        insert: rest.toSpliced(first.start, 0, ...text.split('\n')),
        shows: first.start
      }
    })
  ],
  [
    'checklist/order',
    'an item moved to another phase',
    lines(({ lines: all, sections }) => {
      const own = sections.find(({ title }) => title.startsWith('Diagnosis'))?.items.at(-1)
      const end = sections.find(({ title }) => title.startsWith('Verification'))?.items.at(-1)?.end
      if (!own || end === undefined) return null
      const remove = own.end - own.start
      const moved = all.toSpliced(end, 0, ...own.text.split('\n')).toSpliced(own.start, remove)
      return { at: 0, remove: all.length, insert: moved, shows: end - remove }
    })
  ],
  ['checklist/already-ticked', 'an item ticked', line(/^- \[ \] /, (text) => text.replace('[ ]', '[x]'))],
  [
    'checklist/item-without-link',
    'an item that is no link',
    line(/^- \[ \] \[Step 1\]/, (text) => text.replace('[Step 1]: ', ''))
  ],
  [
    'checklist/item-without-link',
    'a definition taken out',
    lines(({ lines: all, definitions }) => {
      const own = definitions.find(({ text }) => text.startsWith('[Step 1]'))
      const shows = all.findIndex((text) => text.startsWith('- [ ] [Step 1]'))
      return own && shows !== -1 ? { at: own.start, remove: 1, shows } : null
    })
  ],
  [
    'checklist/kind-missing',
    'a phase that does not say how to work',
    phase('Action', ({ start }) => ({ at: start + 2, remove: 2, shows: start }))
  ],
  [
    'checklist/too-long',
    'more items than anybody keeps apart',
    phase('Evidence', ({ start, items }) => {
      const { end = 0 } = items.at(-1) ?? {}
      return {
        at: end,
        insert: Array.from({ length: 10 }, (_, index) => `- [ ] Paper ${index} is kept: \`____\``),
        shows: start
      }
    })
  ],
  [
    'reference/local-link-broken',
    'a definition misspelled',
    lines(({ definitions: [first] }) =>
      first ? { at: first.start, remove: 1, insert: [`${first.text}-today`] } : null
    )
  ],
  [
    'reference/local-link-broken',
    'a definition in a file that is not there',
    lines(({ definitions: [first] }) =>
      first ? { at: first.start, remove: 1, insert: [first.text.replace('README.md', 'readme.md')] } : null
    )
  ],
  ['pack/text-encoding', 'an escape sequence', line(/^- \[ \] \[Check 1\]/, (text) => `${text}\u001B[2J`)]
])

export const changelogMutations = mutationsOf('CHANGELOG.md', [
  ['changelog/format', 'no title', lines(() => ({ at: 0, remove: 2, shows: 0 }))],
  [
    'changelog/format',
    'an entry without a version',
    lines(({ sections: [first] }) =>
      first ? { at: first.start, insert: ['## Soon', '', '- Better words.', ''] } : null
    )
  ],
  ['changelog/format', 'a day that does not exist', line(/^## \d/, (text) => text.replace(/-\d\d-\d\d$/, '-02-30'))],
  [
    'changelog/empty-entry',
    'an entry that says nothing',
    lines(({ sections: [first] }) =>
      first ? { at: first.start + 1, remove: first.end - first.start - 1, insert: [''], shows: first.start } : null
    )
  ],
  [
    'changelog/version-order',
    'an older entry above',
    lines(({ sections: [first] }) =>
      first ? { at: first.start, insert: ['## 0.9.0', '', '- Drilled.', ''], shows: first.start + 4 } : null
    )
  ],
  [
    'changelog/version-order',
    'an entry twice',
    lines(({ sections: [first] }) =>
      first ? { at: first.end, insert: ['', ...first.text.split('\n')], shows: first.end + 1 } : null
    )
  ],
  [
    'changelog/newest-matches',
    'an entry for a version that is not out',
    lines(({ sections: [first] }) => (first ? { at: first.start, insert: ['## 9.0.0', '', '- More.', ''] } : null))
  ],
  [
    'pack/version-in-step',
    'the version bumped here alone',
    line(/^## \d/, (text) => text.replace(/\d+\.\d+\.\d+/, '1.0.7'))
  ]
])
