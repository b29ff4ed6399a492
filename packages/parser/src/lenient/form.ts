/**
 * Whether a text is written in our grammar. It is read by the grammar then, and its faults are what the validator says; any other
 * text is read for what its author may have meant.
 */
import type { OutlineSection } from '../headings/outline.js'
import { parseStepName } from '../headings/heading.js'
import type { RootContent } from 'mdast'
import { oneLine, plainText, walk } from '../markdown/nodes.js'
import { STEP_WORDS } from '@keys/schema'
import { stepKindIn } from '../headings/section-names.js'

/** Names of sections that only our grammar has. */
const OWN_NAMES =
  /^(?:immediate safety checks|diagnosis flow|action steps|rollback \/ escalation|rollback & escalation|evidence & audit notes|post-incident follow-ups)$/i

/** Where a branch of ours leads: a label in brackets, or a stop. */
const OWN_TARGET = /\[(?:check|step|action|verify|verification) \d+\]|\bSTOP:/i

/**
 * Whether the sections of a text are those of our grammar: by a name of ours, or by steps labeled as ours are that lead to each
 * other as ours do. Labels alone are the numbers of somebody else, and what is written next comes next there.
 */
export function isOwnGrammar(sections: readonly OutlineSection[]): boolean {
  if (sections.some((section) => OWN_NAMES.test(section.name))) return true
  return hasOwnLabels(sections) && sections.some(({ blocks }) => blocks.some(leadsAsOurs))
}

function leadsAsOurs(block: RootContent): boolean {
  let does = OWN_TARGET.test(plainText(block))
  walk(block, (node) => {
    if (node.type === 'linkReference') does ||= OWN_TARGET.test(`[${node.label ?? ''}]`)
  })
  return does
}

function hasOwnLabels(sections: readonly OutlineSection[]): boolean {
  return sections.some((section) => {
    const kind = stepKindIn(section.kind)
    if (kind === null || kind === 'diagnosis') return false
    return section.blocks.some((block) => {
      if (block.type !== 'heading' || block.depth !== 3) return false
      const { word, ordinal } = parseStepName(oneLine(plainText(block)))
      return ordinal !== null && word === STEP_WORDS[kind]
    })
  })
}
