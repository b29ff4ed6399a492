import { fixOf, type TextDocument } from '@keys/pack/core'
import { STEP_LABEL, type Fix, type Position, type Step } from '@keys/schema'
import { addDefinitions, redirect, removeDefinition, stepByTitle } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

const LABEL = new RegExp(`^${STEP_LABEL}$`)

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  description: 'Each label that a branch names is a link that leads to its step.',
  rationale:
    'The operator clicks on the next step and lands elsewhere, or has to scroll for it with the clock running.',
  messages: {
    'no-link': {
      message: '`{words}` names a step and is not a reference link.',
      expected: '`[{label}]`',
      help: 'Write `[{label}]`.'
    },
    'not-defined': {
      message: '`[{label}]` has no definition and is not a link.',
      expected: '`[{label}]: #{anchor}` at the end of the file',
      help: 'Add `[{label}]: #{anchor}` to the definitions at the end of the file.'
    },
    elsewhere: {
      message: '`[{label}]` leads to `{url}` and not to its step.',
      expected: '`#{anchor}`',
      help: 'Write `[{label}]: #{anchor}`.'
    },
    'no-step': {
      message: '`[{label}]` is defined and there is no such step.',
      expected: 'a definition of a step that exists',
      help: 'Take the definition out, or give it the label of the step that is meant.'
    },
    'names-nothing': {
      message: '`[{label}]` names a step that does not exist.',
      expected: 'the label of a step of this runbook',
      help: 'Write the label of the step that is meant, or take the brackets away.'
    }
  },
  check({ steps, definitions }, { source: { readme }, report }) {
    if (readme === null) return
    const file = readme.path
    const anchors = anchorsOf(steps)
    const defined = new Set(definitions.map(({ label }) => normal(label)))
    const named = new Set<string>()
    const missing: { label: string; anchor: string; position: Position }[] = []
    for (const { targets } of steps.flatMap(({ branches }) => branches)) {
      for (const target of targets) {
        if (target.type !== 'step') continue
        const { label, position } = target
        const [anchor] = anchors.get(label) ?? []
        named.add(label)
        if (target.step === null || anchor === undefined) continue
        if (target.form === 'reference') {
          if (!defined.has(label)) missing.push({ label, anchor, position })
          // Once for each label.
          defined.add(label)
        } else if (targets.length === 1) {
          // flow/branch-without-target speaks of words that name one step too many.
          const words = readme.text.slice(position.start.offset, position.end.offset)
          report('no-link', position, { words, label }, file, linked(words, label, position, readme))
        }
      }
    }
    const added = missing.map(({ label, anchor }) => ({ label, url: `#${anchor}` }))
    // The first finding fixes all: they come to stand at one place.
    let fix = fixOf(readme, addDefinitions(readme, definitions, steps, added))
    for (const { label, anchor, position } of missing) {
      report('not-defined', position, { label, anchor }, file, fix)
      fix = null
    }
    const brackets = bracketsIn(readme)
    for (const definition of definitions) {
      const { label: written, url, position } = definition
      const label = normal(written)
      const known = anchors.get(label) ?? []
      const [anchor] = known
      if (anchor !== undefined) {
        if (known.some((one) => url === `#${one}`)) continue
        // An address that has the title of another step may be right, and the label wrong since somebody renumbered.
        const meant = stepByTitle(url, steps)
        const isCertain = known.length === 1 && (meant === null || meant.label === label)
        const fix = isCertain ? fixOf(readme, redirect(readme, definition, `#${anchor}`)) : null
        report('elsewhere', position, { label, url, anchor }, file, fix)
        // flow/target-missing speaks of labels that branches name.
      } else if (LABEL.test(label) && !named.has(label)) {
        // In the text it may be a link that somebody misses.
        const isUsed = (brackets.get(written.toLowerCase()) ?? 0) > 1
        const fix = isUsed ? null : fixOf(readme, removeDefinition(readme, definition))
        report('no-step', position, { label }, file, fix)
      }
    }
    const spoken = new Set([...named, ...definitions.map(({ label }) => normal(label))])
    for (const { label, start, end } of labelsIn(readme)) {
      if (anchors.has(label) || spoken.has(label)) continue
      report('names-nothing', readme.range(start, end), { label })
    }
  }
})

/** The labels of steps that stand in brackets, outside of code. */
function labelsIn({ text }: TextDocument): { label: string; start: number; end: number }[] {
  const found: { label: string; start: number; end: number }[] = []
  const blank = (code: string): string => ' '.repeat(code.length)
  const prose = text.replaceAll(/^ *(`{3,}|~{3,})[^]*?^ *\1[`~]*[ \t]*\r?$|`[^`\n]+`/gm, blank)
  for (const { index, 0: all, 1: words = '' } of prose.matchAll(/(?<![\]\\])\[([^[\]\n]{1,20})\](?![([:])/g)) {
    const label = normal(words)
    if (LABEL.test(label)) found.push({ label, start: index, end: index + all.length })
  }
  return found
}

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

/** How often words stand in brackets, by the words in lower case. */
function bracketsIn({ text }: TextDocument): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [, words = ''] of text.matchAll(/\[([^[\]]{1,40})\]/g)) {
    const key = words.toLowerCase()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Words that say nothing but the label of a step become a link; others are left to their author. */
function linked(words: string, label: string, { end }: Position, document: TextDocument): Fix | null {
  const [whole] = /^\[[^[\]]+\]\(#[^()]*\)$/.exec(words) ?? /(?:\bthe\s+)?\b[a-z]+\s+#?\d{1,4}$/i.exec(words) ?? []
  if (whole === undefined || normal(whole.replace(/^\[|\]\(.*$|^the\s+/gi, '').replace('#', '')) !== label) return null
  return fixOf(document, [{ start: end.offset - whole.length, end: end.offset, text: `[${label}]` }])
}

/** A label as the model writes it: `Verify 1` for `verification  01`. */
function normal(label: string): string {
  const match = /^(check|step|action|verif(?:y|ication))\s+(\d{1,4})$/i.exec(label.trim())
  if (!match) return label
  const [, word = '', number] = match
  const lower = word.toLowerCase().replace('verification', 'verify')
  return `${lower.charAt(0).toUpperCase()}${lower.slice(1)} ${Number(number)}`
}
