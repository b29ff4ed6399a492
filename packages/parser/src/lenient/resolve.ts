/**
 * Which step the words of a branch mean: "step 3" is the third of the same list before any other.
 */
import type { Section, SectionKind, Step, Target } from '@keys/schema'
import { normalized } from './language.js'
import type { Part } from './parts.js'
import { NEXT_BUT_ONE, NEXT_ONE } from './targets.js'

/** A step and the part in which it is numbered. */
export interface PlacedStep {
  step: Step
  part: Part
}

/** Finds steps by what branches call them. */
export class StepResolver {
  private readonly steps: readonly PlacedStep[]
  private readonly byOrdinal = new Map<number, PlacedStep[]>()
  private readonly byAnchor: ReadonlyMap<string, string>
  private readonly sectionByAnchor: ReadonlyMap<string, SectionKind>

  /**
   * @param steps All steps, in order of writing.
   * @param anchors The first step below each heading, by its anchor.
   * @param sections The sections.
   */
  constructor(steps: readonly PlacedStep[], anchors: ReadonlyMap<string, string>, sections: readonly Section[]) {
    this.steps = steps
    for (const placed of steps) {
      const { ordinal } = placed.step
      if (ordinal === null) continue
      const known = this.byOrdinal.get(ordinal)
      if (known) known.push(placed)
      else this.byOrdinal.set(ordinal, [placed])
    }
    this.byAnchor = anchors
    this.sectionByAnchor = new Map(
      sections.flatMap(({ anchor, kind }) => (kind === null ? [] : [[anchor, kind] as const]))
    )
  }

  /** Gives targets the ids of their steps. */
  resolve(targets: Target[], from: PlacedStep | null): void {
    for (const [index, target] of targets.entries()) {
      if (target.type !== 'step' || target.step !== null) continue
      if (target.form === 'link') {
        const anchor = target.label.slice(1)
        const section = this.sectionByAnchor.get(anchor)
        const step = this.byAnchor.get(anchor) ?? null
        if (section) targets[index] = { type: 'section', section, position: target.position }
        else target.step = step
      } else {
        const step = this.meant(target.label, from)?.step
        target.step = step?.id ?? null
        target.label = step?.label ?? step?.title ?? target.label.replaceAll('"', '')
      }
    }
  }

  /** The step or the first one of a section that some words are the name of: "rotate logs (see below)". */
  named(words: string, from: PlacedStep): PlacedStep | null {
    const name = normalized(
      words.replace(/[(（][^()（）]*[)）]|\b(?:see|as described) (?:below|above)\b/gi, '')
    ).replace(/^(?:(?:then|please|the|go to|continue with|follow|do|see|use) )+/, '')
    if (name.length < 4) return null
    const others = this.steps.filter((one) => one !== from && one.part.heading !== from.part.heading)
    return (
      others.find(({ step }) => normalized(step.title) === name) ??
      others.find(({ part }) => normalized(part.title) === name) ??
      null
    )
  }

  private meant(label: string, from: PlacedStep | null): PlacedStep | null {
    if (label === NEXT_ONE || label === NEXT_BUT_ONE)
      return (from && this.steps[this.steps.indexOf(from) + (label === NEXT_ONE ? 1 : 2)]) ?? null
    if (!label.startsWith('"')) return this.numbered(Number(/\d+/.exec(label)?.[0]), null, from)
    const title = normalized(label)
    const titled = (one: PlacedStep): boolean => normalized(one.step.title) === title
    return this.steps.find(titled) ?? this.steps.find(({ part }) => normalized(part.title) === title) ?? null
  }

  /**
   * The step of a number.
   * @param number The number.
   * @param partName The name of the part that numbers it, in lower case; null when nothing names it.
   * @param from The step whose words speak of it.
   */
  numbered(number: number, partName: string | null, from: PlacedStep | null): PlacedStep | null {
    const candidates = this.byOrdinal.get(number) ?? []
    if (partName !== null) {
      const named = candidates.find(({ part }) => part.title.toLowerCase().includes(partName))
      if (named) return named
    }
    const same = from && candidates.find(({ part }) => part === from.part)
    if (same) return same
    const start = from?.step.position.start.offset ?? Infinity
    return candidates.findLast(({ step }) => step.position.start.offset < start) ?? candidates[0] ?? null
  }
}

/** The first step below each heading that has an anchor. */
export function firstStepsByAnchor(root: Part, placed: readonly PlacedStep[]): Map<string, string> {
  // By headings: a part may have been read without some of its blocks.
  const first = new Map<Part['heading'], string>()
  for (const { step, part } of placed) if (!first.has(part.heading)) first.set(part.heading, step.id)
  const anchors = new Map<string, string>()
  const visit = (part: Part): string | null => {
    let id = (part.heading && first.get(part.heading)) ?? null
    for (const child of part.children) id = earlier(id, visit(child))
    if (part.anchor !== null && id !== null && !anchors.has(part.anchor)) anchors.set(part.anchor, id)
    return id
  }
  const earlier = (a: string | null, b: string | null): string | null => a ?? b
  visit(root)
  return anchors
}
