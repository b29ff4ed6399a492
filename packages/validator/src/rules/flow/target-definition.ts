import type { Step } from '@keys/schema'
import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  summary: 'Each label that a branch names is a link that leads to its step.',
  harm: 'The operator clicks on the next step and lands elsewhere, or has to scroll for it with the clock running.',
  messages: {
    'no-link': {
      message: '`{words}` names a step and is no reference link.',
      expected: '`[{label}]`',
      mend: 'Write `[{label}]`.'
    },
    'not-defined': {
      message: '`[{label}]` has no definition and is no link.',
      expected: '`[{label}]: #{anchor}` at the end of the file',
      mend: 'Add `[{label}]: #{anchor}` to the definitions at the end of the file.'
    },
    elsewhere: {
      message: '`[{label}]` leads to `{url}` and not to its step.',
      expected: '`#{anchor}`',
      mend: 'Write `[{label}]: #{anchor}`.'
    },
    'no-step': {
      message: '`[{label}]` is defined and there is no such step.',
      expected: 'definitions of steps that exist',
      mend: 'Take the definition out, or give it the label of the step that is meant.'
    }
  },
  check({ steps, definitions }, { source, report }) {
    const anchors = anchorsOf(steps)
    const defined = new Set(definitions.map(({ label }) => normal(label)))
    const named = new Set<string>()
    for (const { targets } of steps.flatMap(({ branches }) => branches)) {
      for (const target of targets) {
        if (target.type !== 'step') continue
        const { label, position } = target
        const [anchor] = anchors.get(label) ?? []
        named.add(label)
        if (target.step === null || anchor === undefined) continue
        if (target.form === 'reference') {
          if (!defined.has(label)) report('not-defined', position, { label, anchor })
          // Once for each label.
          defined.add(label)
        } else if (targets.length === 1) {
          // flow/branch-without-target speaks of words that name one step too many.
          const words = source.readme?.text.slice(position.start.offset, position.end.offset) ?? ''
          report('no-link', position, { words, label })
        }
      }
    }
    for (const { label: written, url, position } of definitions) {
      const label = normal(written)
      const known = anchors.get(label) ?? []
      const [anchor] = known
      if (anchor !== undefined) {
        if (!known.some((one) => url === `#${one}`)) report('elsewhere', position, { label, url, anchor })
        // flow/target-missing speaks of labels that branches name.
      } else if (/^(Check|Step|Action|Verify) \d+$/.test(label) && !named.has(label)) {
        report('no-step', position, { label })
      }
    }
  }
})

/** The anchors of the steps by label; several where steps share a label, of which runbook/step-numbering speaks. */
function anchorsOf(steps: readonly Step[]): Map<string, string[]> {
  const anchors = new Map<string, string[]>()
  for (const { label, anchor } of steps) {
    if (label === null || anchor === null) continue
    const known = anchors.get(label)
    if (known) known.push(anchor)
    else anchors.set(label, [anchor])
  }
  return anchors
}

/** A label as the model writes it: `Verify 1` for `verification  01`. */
function normal(label: string): string {
  const match = /^(check|step|action|verif(?:y|ication))\s+(\d{1,4})$/i.exec(label.trim())
  if (!match) return label
  const [, word = '', number] = match
  const lower = word.toLowerCase().replace('verification', 'verify')
  return `${lower.charAt(0).toUpperCase()}${lower.slice(1)} ${Number(number)}`
}
