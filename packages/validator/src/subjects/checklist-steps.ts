import type { ChecklistItem, Runbook, Step } from '@keys/schema'

interface StepIndex {
  byLabel: ReadonlyMap<string, Step>
  byAnchor: ReadonlyMap<string, Step>
}

/** Checklists of thousands of items are looked up in runbooks of thousands of steps. */
const indices = new WeakMap<Runbook, StepIndex>()

/**
 * The step of the runbook that an item of the checklist stands for.
 * @returns Null when it links to none, or to one that is not there.
 */
export function stepOfItem(item: Pick<ChecklistItem, 'label' | 'url'>, runbook: Runbook): Step | null {
  return stepOfLabel(item.label, runbook) ?? stepOfUrl(item.url, runbook)
}

/** The first step that has a label, such as `Step 2`. */
export function stepOfLabel(label: string | null, runbook: Runbook): Step | null {
  return indexOf(runbook).byLabel.get(label ?? '') ?? null
}

/** The step that an address written in the checklist leads to. */
export function stepOfUrl(url: string | null, runbook: Runbook): Step | null {
  const anchor = /^(?:\.\/)?README\.md#(.+)$/.exec(url ?? '')?.[1]
  return indexOf(runbook).byAnchor.get(anchor ?? '') ?? null
}

function indexOf(runbook: Runbook): StepIndex {
  const known = indices.get(runbook)
  if (known !== undefined) return known
  // The first of equal ones is kept, hence from the end.
  const steps = runbook.steps.toReversed()
  const index = {
    byLabel: new Map(steps.map((step) => [step.label ?? '', step])),
    byAnchor: new Map(steps.map((step) => [step.anchor ?? '', step]))
  }
  index.byLabel.delete('')
  index.byAnchor.delete('')
  indices.set(runbook, index)
  return index
}
