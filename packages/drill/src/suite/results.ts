/**
 * What drills of several packs came to. Pure.
 */
import type { PlainDrillResult } from './messages.js'

/** The drill of one pack. */
export interface PackResult {
  slug: string
  result: PlainDrillResult
  /** Milliseconds. */
  duration: number
}

/** What is counted of one drill, or of all. */
export interface DrillCounts {
  scenarios: Share
  commands: Share
  branches: Share
  defaults: Share
  /** Commands that only production can run. */
  productionOnly: number
  decisions: number
  manualActions: number
}

/** A part of a whole. */
export interface Share {
  covered: number
  total: number
}

/** What is counted of one drill. */
export function countsOf({ coverage, scenarios }: PlainDrillResult): DrillCounts {
  return {
    scenarios: { covered: scenarios.filter(({ failure }) => !failure).length, total: scenarios.length },
    commands: coverage.commands,
    branches: coverage.branches,
    defaults: coverage.defaults,
    productionOnly: coverage.production_only.length,
    decisions: coverage.scripted.decisions,
    manualActions: coverage.scripted.manual_actions
  }
}

/** The sums of some counts. */
export function sumOf(counts: readonly DrillCounts[]): DrillCounts {
  const sum = (of: (one: DrillCounts) => number): number => counts.reduce((total, one) => total + of(one), 0)
  const share = (of: (one: DrillCounts) => Share): Share => ({
    covered: sum((one) => of(one).covered),
    total: sum((one) => of(one).total)
  })
  return {
    scenarios: share((one) => one.scenarios),
    commands: share((one) => one.commands),
    branches: share((one) => one.branches),
    defaults: share((one) => one.defaults),
    productionOnly: sum((one) => one.productionOnly),
    decisions: sum((one) => one.decisions),
    manualActions: sum((one) => one.manualActions)
  }
}

/** A drill as programs read it. */
export function jsonOf({ slug, result, duration }: PackResult): unknown {
  const { passed, coverage, faults, scenarios } = result
  return {
    slug,
    passed,
    duration: Math.round(duration),
    coverage,
    faults,
    failures: scenarios.flatMap(({ name, failure }) => (failure === null ? [] : [{ name, ...failure }]))
  }
}

/** What no scenario walked, one sentence each. */
export function uncoveredOf({ slug, result }: PackResult): string[] {
  return result.coverage.uncovered.map((uncovered) => {
    const what =
      uncovered.type === 'command' ? `${uncovered.part} command ${uncovered.index + 1}` : `If ${uncovered.branch}`
    return `${slug}: no scenario walks ${uncovered.step}, ${what}`
  })
}
