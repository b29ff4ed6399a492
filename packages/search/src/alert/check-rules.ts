/**
 * Whether the alerts of a team and its runbooks lead to each other.
 */
import type { SearchDocument } from '../document.js'
import type { AlertEvidence } from './found-candidates.js'
import { alertMatcher, type LinkMap } from './match-alert.js'
import { normalizeAlert } from './normalize-alert.js'

/** An alerting rule, as far as it says which alerts it makes. */
export interface AlertRule {
  name: string
  labels: Readonly<Record<string, string>>
  annotations: Readonly<Record<string, string>>
}

/** What was found of a rule. */
export interface RuleFinding<Rule extends AlertRule = AlertRule> {
  rule: Rule
  /**
   * `linked`: it leads to a runbook. `unlinked`: it would be found, and does not say so. `dead-link`: its link leads to no
   * runbook that is here. `ambiguous`: several fit. `none`: no runbook fits.
   */
  state: 'linked' | 'unlinked' | 'dead-link' | 'ambiguous' | 'none'
  /** The link that it has; null for none. */
  link: string | null
  /** The runbooks that fit, the best first. */
  slugs: readonly string[]
  evidence: AlertEvidence | null
}

/** What was found of some rules. */
export interface RulesCheck<Rule extends AlertRule = AlertRule> {
  findings: readonly RuleFinding<Rule>[]
  /** Slugs of runbooks to which no rule leads. */
  withoutAlert: readonly string[]
}

/**
 * Looks whether rules lead to runbooks, and runbooks have rules. No link is opened.
 * @param rules The rules.
 * @param documents The packs.
 * @param links Addresses that the team has mapped.
 */
export function checkRules<Rule extends AlertRule>(
  rules: readonly Rule[],
  documents: readonly SearchDocument[],
  links: LinkMap = {}
): RulesCheck<Rule> {
  const match = alertMatcher(documents, links)
  const findings = rules.map((rule): RuleFinding<Rule> => {
    const alert = normalizeAlert([
      { labels: { ...rule.labels, alertname: rule.name }, annotations: { ...rule.annotations }, status: 'firing' }
    ])
    const { candidates, tied, isSure } = match(alert)
    const [first] = candidates
    const link = alert.links[0] ?? alert.packs[0] ?? null
    const leads = first !== undefined && (first.evidence === 'pack' || first.evidence === 'link')
    const state = leads
      ? ('linked' as const)
      : link !== null
        ? ('dead-link' as const)
        : tied > 1 && first?.evidence !== 'words'
          ? ('ambiguous' as const)
          : isSure
            ? ('unlinked' as const)
            : ('none' as const)
    const slugs = isSure || tied > 1 || leads ? candidates.slice(0, Math.max(1, tied)) : []
    return {
      rule,
      state,
      link,
      slugs: state === 'none' ? [] : slugs.map(({ document }) => document.slug),
      evidence: first?.evidence ?? null
    }
  })
  const led = new Set(findings.flatMap(({ slugs, state }) => (state === 'dead-link' ? [] : slugs)))
  const withoutAlert = documents.map(({ slug }) => slug).filter((slug) => !led.has(slug))
  return { findings, withoutAlert: withoutAlert.toSorted() }
}
