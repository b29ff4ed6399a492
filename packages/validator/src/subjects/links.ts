import type { PackSource } from '@keys/pack/core'
import type { Definition, Position, Runbook } from '@keys/schema'
import { stepOfLabel } from './checklist-steps.js'

/** A link in one of the Markdown files of a pack. */
export interface Link {
  url: string
  position: Position
  file: 'README.md' | 'checklist.md'
}

/**
 * The links of the runbook and of the checklist: each once, where its address is written.
 * Left out is what other rules compare with the steps of the runbook: definitions of their labels
 * (flow/target-definition), and links by which a branch goes on (flow/target-missing).
 */
export function linksOf({ readme, checklist }: PackSource): Link[] {
  const links: Link[] = []
  const runbook = readme?.subject
  if (readme && runbook) {
    const urls = urlsOf(runbook.definitions)
    const targets = targetsOf(runbook)
    for (const { label, url, position } of runbook.definitions) {
      if (!isStepLabel(label)) links.push({ url, position, file: 'README.md' })
    }
    for (const reference of runbook.references) {
      if (reference.type !== 'link' || targets.has(reference.position.start.offset)) continue
      const { url, position } = reference
      const isLabeled = readme.text[position.end.offset - 1] === ']' && urls.has(url)
      if (!isLabeled) links.push({ url, position, file: 'README.md' })
    }
  }
  const model = checklist?.subject
  if (!model) return links
  const urls = urlsOf(model.definitions)
  for (const { label, url, position } of model.definitions) {
    // checklist/step-missing speaks of a label that is no step's.
    const isGone = isStepLabel(label) && runbook && stepOfLabel(label, runbook) === null
    if (!isGone) links.push({ url, position, file: 'checklist.md' })
  }
  for (const { url, position } of model.phases.flatMap(({ items }) => items)) {
    if (url !== null && !urls.has(url)) links.push({ url, position, file: 'checklist.md' })
  }
  return links
}

/** Whether an address leads out of the pack by its form: it has a scheme, or a host without one. */
export function isRemote(url: string): boolean {
  return /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url)
}

function isStepLabel(label: string): boolean {
  return /^(check|step|action|verify)\s+\d+$/i.test(label)
}

/** Where the links begin by which branches go on. */
function targetsOf({ steps }: Runbook): ReadonlySet<number> {
  const targets = steps.flatMap(({ branches }) => branches).flatMap((branch) => branch.targets)
  const links = targets.filter((target) => target.type === 'step' && target.form === 'link')
  return new Set(links.map(({ position }) => position.start.offset))
}

function urlsOf(definitions: readonly Definition[]): ReadonlySet<string> {
  return new Set(definitions.map(({ url }) => url))
}
