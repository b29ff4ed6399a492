import { fixOf, replace, type TextDocument } from '@keys/pack/core'
import type { Fix, Step, Target } from '@keys/schema'
import { stepByTitle } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

/** More labels than these help nobody. */
const MAX_LABELS = 20

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  description: 'Each step that a branch names exists.',
  rationale:
    'The operator follows the branch to a step that was renumbered or taken out, and guesses which one was meant.',
  messages: {
    label: {
      message: 'There is no `{label}`.',
      expected: 'a label of a step of this runbook: {labels}',
      help: 'Name the step that was meant by its label, or write that step.'
    },
    anchor: {
      message: '`{anchor}` is the anchor of no step.',
      expected: 'a label of a step of this runbook: {labels}',
      help: 'Name the step that was meant by its label in brackets.'
    }
  },
  check({ steps, firstMinute, definitions }, { source: { readme }, report }) {
    const urls = new Map(definitions.map(({ label, url }) => [`[${label}]`, url] as const).toReversed())
    const known = steps.flatMap(({ label }) => (label === null ? [] : [`\`${label}\``]))
    const more = known.length > MAX_LABELS ? ', ...' : ''
    const labels = known.length === 0 ? 'none has one yet' : `${known.slice(0, MAX_LABELS).join(', ')}${more}`
    const named = [...firstMinute, ...steps.flatMap(({ branches }) => branches)]
    for (const target of named.flatMap(({ targets }) => targets)) {
      if (target.type !== 'step' || target.step !== null) continue
      const { label, position } = target
      const fix = readme && rightTarget(target, urls, steps, readme)
      if (target.form === 'link') report('anchor', position, { anchor: label, labels }, 'README.md', fix)
      else report('label', position, { label, labels }, 'README.md', fix)
    }
  }
})

/** The step whose title the address still has, while its number is another. Nothing else tells what was meant. */
function rightTarget(
  { form, label, position }: Extract<Target, { type: 'step' }>,
  urls: ReadonlyMap<string, string>,
  steps: readonly Step[],
  document: TextDocument
): Fix | null {
  const words = document.text.slice(position.start.offset, position.end.offset)
  const url = form === 'link' ? label : urls.get(words)
  const step = url?.startsWith('#') ? stepByTitle(url, steps) : null
  if (!step || step.label === null || step.anchor === null) return null
  // Of two steps of one label, the label leads to the first: whoever was led to the other would be led elsewhere.
  if (steps.filter((other) => other.label === step.label).length > 1) return null
  if (form === 'reference') return fixOf(document, [replace(position, `[${step.label}]`)])
  if (form === 'words' || !words.endsWith(`(${label})`)) return null
  const start = position.end.offset - label.length
  return fixOf(document, [{ start, end: position.end.offset - 1, text: step.anchor }])
}
