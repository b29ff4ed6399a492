/**
 * The names that can be offered, each with what it stands for.
 */
import { FIELD_NAMES } from '@keys/schema'
import { registry } from '@keys/validator'
import { inputWords } from './hover.js'
import type { PackContext } from './pack-context.js'
import { inputsOf, keysOf, labeledSteps, packagesOf } from './pack-symbols.js'

/** Something that can be written. */
export interface Suggested {
  kind: 'input' | 'step' | 'key' | 'pack' | 'field' | 'rule'
  /** What the list shows. */
  label: string
  /** What is written. */
  insert: string
  /** What is matched with what was typed. */
  filter: string
  /** A few words beside the label. */
  detail: string
  /** Markdown, for who wants to know more. */
  documentation: string
}

const COMMENT_WORDS: Readonly<Record<string, string>> = {
  'keys-disable-next-line': 'a rule, on the next line',
  'keys-disable': 'a rule, from here to keys-enable',
  'keys-enable': 'a rule again'
}

/** The inputs of pack.json. */
export function inputs(context: PackContext): Suggested[] {
  return inputsOf(context).map((input) => ({
    ...suggest('input', input.name, input.secret === true ? 'secret' : ''),
    documentation: inputWords(input)
  }))
}

/** The labels of the steps, in order of writing. */
export function stepLabels(context: PackContext): Suggested[] {
  return labeledSteps(context).map(({ label, title }) => suggest('step', label, title))
}

/** Keys and packages, as runbooks name them in inline code. */
export function keysAndPackages(context: PackContext, begun: string): Suggested[] {
  const packages = [...packagesOf(context)].map(([name, { slug, title }]) => ({
    ...suggest('pack', name, title),
    // Whoever types a slug means its package.
    filter: begun.startsWith('@') ? name : slug
  }))
  return [...keys(context), ...packages]
}

/** What stands in one of the lists of names in pack.json. */
export function related(context: PackContext, field: string): Suggested[] {
  if (field === 'related_runbooks') {
    const others = [...context.neighbors.values()].filter(({ slug }) => slug !== context.source.folder)
    return others.map(({ slug, title }) => suggest('pack', slug, title))
  }
  const isJupyter = field === 'references_jupyter_keys'
  return keys(context).filter(({ label }) => label.startsWith('jupyter-') === isJupyter)
}

/** The labels of fields, with what ends them. */
export function fieldLabels(): Suggested[] {
  return Object.values(FIELD_NAMES).map((name) => ({ ...suggest('field', name, ''), insert: `${name}**: ` }))
}

/** The codes of all rules. */
export function ruleCodes({ options }: PackContext): Suggested[] {
  return (options.rules ?? registry).map(({ code, description }) => suggest('rule', code, description))
}

/** The words with which a comment about rules begins. */
export function commentWords(): Suggested[] {
  return Object.entries(COMMENT_WORDS).map(([word, detail]) => suggest('rule', word, detail))
}

function keys(context: PackContext): Suggested[] {
  return [...keysOf(context)].map(([name, { title, question, description }]) => ({
    ...suggest('key', name, title),
    documentation: question ?? description
  }))
}

function suggest(kind: Suggested['kind'], label: string, detail: string): Suggested {
  return { kind, label, insert: label, filter: label, detail, documentation: '' }
}
