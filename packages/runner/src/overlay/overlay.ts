/**
 * Overlays: what a team adds to a runbook in its own repository, step by step.
 */
import { parseRunbook, toTree } from '@keys/parser'
import type { Position, Step } from '@keys/schema'
import type { Heading, List, ListItem, Root, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { stepHeading } from '@keys/parser/model'
import type { RunPack } from '../pack.js'

/** What is wrong in an overlay. */
export interface OverlayFault {
  code:
    | 'unreadable'
    | 'lost-step'
    | 'former-id'
    | 'not-an-id'
    | 'unknown-input'
    | 'secret-input'
    | 'not-a-preset'
    | 'preset-twice'
    | 'not-a-contact'
  /** `error`: something of the overlay is not used. `warning`: it is used, and should be written otherwise. */
  severity: 'error' | 'warning'
  message: string
  position: Position
}

/** An overlay, read against a pack. */
export interface Overlay {
  /** Blocks of Markdown by the id of the step to which they belong, in order of writing. */
  notes: Readonly<Record<string, readonly string[]>>
  /** Values for inputs, by name. */
  presets: Readonly<Record<string, string>>
  /** Whom to call, by role. */
  contacts: Readonly<Record<string, string>>
  faults: readonly OverlayFault[]
}

/** The heading under which presets stand. */
const INPUTS = 'inputs'
/** The heading under which people stand. */
const CONTACTS = 'contacts'

/**
 * Reads an overlay. Its H2 headings name steps by their ids; `## Inputs` holds presets, `## Contacts` people as a list.
 * @param markdown The text.
 * @param pack The pack to which it adds.
 * @returns What can be used of it, and what is wrong. This never throws.
 */
export function parseOverlay(markdown: string, pack: RunPack): Overlay {
  // The limits of a runbook are those of the Markdown engine.
  const [problem] = parseRunbook(markdown).problems
  if (problem)
    return {
      notes: {},
      presets: {},
      contacts: {},
      faults: [{ ...fault('unreadable', problem.message), position: problem.position }]
    }
  const notes = new Map<string, string[]>()
  const presets = new Map<string, string>()
  const contacts = new Map<string, string>()
  const faults: OverlayFault[] = []
  for (const { heading, blocks } of sectionsOf(toTree(markdown))) {
    const name = toString(heading).trim()
    if (name.toLowerCase() === INPUTS) {
      faults.push(...readPresets(blocks, pack, presets))
      continue
    }
    if (name.toLowerCase() === CONTACTS) {
      faults.push(...readContacts(blocks, contacts))
      continue
    }
    const { step, fault: found } = stepNamed(name, pack, heading)
    if (found) faults.push(found)
    if (step)
      notes.set(step.id, [...(notes.get(step.id) ?? []), ...blocks.flatMap((block) => sourceOf(markdown, block))])
  }
  return {
    notes: Object.fromEntries(notes),
    presets: Object.fromEntries(presets),
    contacts: Object.fromEntries(contacts),
    faults
  }
}

interface OverlaySection {
  heading: Heading
  blocks: RootContent[]
}

/** What stands under each H2; what stands before the first is for readers of the file. */
function sectionsOf(tree: Root): OverlaySection[] {
  const sections: OverlaySection[] = []
  for (const node of tree.children) {
    if (node.type === 'heading' && node.depth === 2) sections.push({ heading: node, blocks: [] })
    else sections.at(-1)?.blocks.push(node)
  }
  return sections
}

function stepNamed(name: string, { runbook }: RunPack, heading: Heading): { step?: Step; fault?: OverlayFault } {
  const exact = runbook.steps.find(({ id }) => id === name)
  if (exact) return { step: exact }
  const at = { position: positionOf(heading) }
  const former = runbook.steps.find(({ formerIds }) => formerIds.includes(name))
  if (former) {
    const message = `The step ${name} is called ${former.id} now. Write “## ${former.id}”.`
    return { step: former, fault: { ...fault('former-id', message), ...at } }
  }
  const called = runbook.steps.find((step) => namesOf(step).includes(name.toLowerCase()))
  if (called) {
    const message = `“${name}” may come to mean another step. Write its id: “## ${called.id}”.`
    return { step: called, fault: { ...fault('not-an-id', message), ...at } }
  }
  const near = mostAlike(name, runbook.steps)
  const hint = near === null ? '' : ` Did you mean ${near}?`
  const message = `The runbook has no step ${name}: what stands under it is shown nowhere.${hint}`
  return { fault: { ...fault('lost-step', message), ...at } }
}

/** What people call a step. */
function namesOf(step: Step): string[] {
  return [stepHeading(step), step.title, step.label ?? ''].map((name) => name.toLowerCase())
}

/** The id that has the most words in common with a name; null when none has half of them. */
function mostAlike(name: string, steps: readonly Step[]): string | null {
  const wanted = new Set(name.toLowerCase().split(/[^a-z0-9]+/))
  let best: { id: string; share: number } | null = null
  for (const { id } of steps) {
    const words = id.split('-')
    const share = words.filter((word) => wanted.has(word)).length / Math.max(words.length, wanted.size)
    if (share >= (best?.share ?? 0.5)) best = { id, share }
  }
  return best?.id ?? null
}

const PRESET = /^([A-Za-z_][A-Za-z0-9_]*)\s*[:=]\s*(.+)$/s

function readPresets(blocks: readonly RootContent[], { pack }: RunPack, presets: Map<string, string>): OverlayFault[] {
  const faults: OverlayFault[] = []
  for (const item of itemsOf(blocks)) {
    const at = { position: positionOf(item) }
    const [, name = '', value = ''] = PRESET.exec(toString(item).trim()) ?? []
    const input = pack.inputs?.find((candidate) => candidate.name === name)
    if (name === '') {
      const form = 'A preset is written as a name, a colon and a value: - `QUEUE_NAME`: `send-receipt`'
      faults.push({ ...fault('not-a-preset', form), ...at })
    } else if (!input) {
      faults.push({ ...fault('unknown-input', `The runbook has no input ${name}: nothing reads this value.`), ...at })
    } else if (input.secret === true) {
      const message = `${name} is a secret and is not taken from a file. Take it out here, and replace the secret.`
      faults.push({ ...fault('secret-input', message), ...at })
    } else if (presets.has(name)) {
      faults.push({ ...fault('preset-twice', `${name} is set before: that value is taken.`), ...at })
    } else {
      presets.set(name, value.trim())
    }
  }
  return faults
}

/** A role, a colon, and who has it. */
const CONTACT = /^([^:\n]{1,80}):\s*(\S.*)$/s

function readContacts(blocks: readonly RootContent[], contacts: Map<string, string>): OverlayFault[] {
  return itemsOf(blocks).flatMap((item): OverlayFault[] => {
    const [, name, value] = CONTACT.exec(toString(item).trim()) ?? []
    if (name !== undefined && value !== undefined && !/_{3,}/.test(value)) {
      contacts.set(name.trim(), value.replace(/\s+/g, ' ').trim())
      return []
    }
    const form = 'A contact is written as a role, a colon and a person: - Incident lead: Mara, +44 20 7946 0000'
    return [{ ...fault('not-a-contact', form), position: positionOf(item) }]
  })
}

function itemsOf(blocks: readonly RootContent[]): ListItem[] {
  return blocks.flatMap((block): ListItem[] => (isList(block) ? block.children : []))
}

function isList(node: RootContent): node is List {
  return node.type === 'list'
}

/** The block as it stands in the text. */
function sourceOf(markdown: string, node: RootContent): string[] {
  const { start, end } = positionOf(node)
  // A comment is for those who write the file.
  return node.type === 'html' ? [] : [markdown.slice(start.offset, end.offset)]
}

function positionOf({ position }: Pick<RootContent, 'position'>): Position {
  const point = (at: { line: number; column: number; offset?: number } | undefined) => ({
    line: at?.line ?? 1,
    column: at?.column ?? 1,
    offset: at?.offset ?? 0
  })
  return { start: point(position?.start), end: point(position?.end) }
}

function fault(code: OverlayFault['code'], message: string): Omit<OverlayFault, 'position'> {
  const isUsed = code === 'former-id' || code === 'not-an-id'
  return { code, severity: isUsed ? 'warning' : 'error', message }
}
