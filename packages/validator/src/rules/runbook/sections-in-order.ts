import { SECTION_KINDS } from '@keys/schema'
import { fixOf } from '@keys/pack/core'
import { outOfOrder } from '../../fixes/order.js'
import { reorder } from '../../fixes/reorder.js'
import { predecessor } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  description: 'The ten sections stand in the order in which an incident is worked.',
  rationale: 'Who reads from the top comes to an action before the check that says whether it is safe.',
  messages: {
    moved: {
      message: 'The section `{section}` stands in the wrong place.',
      expected: '`{section}` after {place}',
      help: 'Move the section, with all that it holds, there.'
    }
  },
  check({ sections }, { source: { readme }, report }) {
    // runbook/sections-present speaks of a section that stands there again.
    const firsts = SECTION_KINDS.flatMap((kind) => sections.find((section) => section.kind === kind) ?? [])
    const written = firsts.toSorted((a, b) => a.position.start.offset - b.position.start.offset)
    const ranks = written.map((section) => firsts.indexOf(section))
    const moved = outOfOrder(ranks).flatMap((index) => written[index] ?? [])
    // The first finding fixes all: the sections have one order.
    let fix = readme && fixOf(readme, reorder(readme, firsts))
    for (const { kind, title, headingPosition } of moved) {
      if (kind === null) continue
      const before = predecessor(firsts, kind)
      const place = before === undefined ? 'the introduction' : `\`${before.title}\``
      report('moved', headingPosition, { section: title, place }, 'README.md', fix)
      fix = null
    }
  }
})
