/**
 * What a check of alerting rules came to, for people and for machines.
 */
import type { RuleFinding, RulesCheck } from './check-rules.js'
import { isFixable, type PlacedRule, type RuleFileFault } from './rule-files.js'

/** The address of a runbook, by its slug. */
export type LinkFor = (slug: string) => string

/** What was found in rule files. */
export interface CheckedRules {
  check: RulesCheck<PlacedRule>
  faults: readonly RuleFileFault[]
  /** Files in which there is no alerting rule. */
  silent: readonly string[]
  /** The address to write, for each runbook. */
  linkFor: LinkFor
  /** Whether the links are written where they can be. */
  isFix: boolean
}

const STATES: Readonly<Record<RuleFinding['state'], string>> = {
  linked: 'leads to',
  unlinked: 'has no link; fits',
  'dead-link': 'has a link that leads to no runbook here',
  ambiguous: 'has no link; several fit',
  none: 'has no runbook'
}

/** What is open, a line each, and how many alerts lead to a runbook; texts of the files stand in it as they are. */
export function checkedRulesLines({ check, faults, silent, linkFor, isFix }: CheckedRules): string[] {
  const { findings, withoutAlert } = check
  const isOpen = (finding: RuleFinding<PlacedRule>): boolean =>
    finding.state !== 'linked' && !(isFix && isFixable(finding))
  const open = findings.filter(isOpen)
  return [
    ...faults.map(({ file, line, message }) => `${file}:${line} is not valid YAML: ${message.replace(/[\s:]+$/, '')}`),
    ...silent.map((file) => `${file}: no alerting rule was found in it.`),
    ...findings.flatMap((finding) => {
      if (finding.state === 'linked') return []
      if (!isOpen(finding)) return [`${headOf(finding.rule)} now leads to: ${finding.slugs.join(', ')}`]
      return openLines(finding, linkFor, isFix)
    }),
    ...withoutAlert.map((slug) => `No alert leads to ${slug}.`),
    `${findings.length} ${findings.length === 1 ? 'alert' : 'alerts'}: ${findings.length - open.length} lead to a runbook, ${open.length} do not.`
  ]
}

function headOf({ file, line, name }: PlacedRule): string {
  return `${file}:${line} ${name}`
}

/** What is missing, the link to use where one runbook fits, and why `--fix` did not write it. */
function openLines({ rule, state, slugs, link }: RuleFinding<PlacedRule>, linkFor: LinkFor, isFix: boolean): string[] {
  const named = slugs.join(', ')
  const fits = link === null || named === '' ? named : `${link}; fits: ${named}`
  const about = fits === '' ? (link ?? '') : fits
  const head = `${headOf(rule)} ${STATES[state]}${about === '' ? '' : `: ${about}`}`
  const [slug] = slugs
  if (slug === undefined || slugs.length > 1) return [head]
  const use = `  runbook_url: ${linkFor(slug)}`
  if (!isFix) return [head, use]
  const why =
    state === 'dead-link'
      ? 'it has a link of its own, which may be right elsewhere'
      : 'its annotations are not written in lines of their own, but in braces, as JSON or by an alias'
  return [head, use, `  Not written by --fix: ${why}.`]
}

/** All alerts with what fits them, for a machine. */
export function checkedRulesDocument({
  check,
  faults,
  linkFor
}: Pick<CheckedRules, 'check' | 'faults' | 'linkFor'>): object {
  const alerts = check.findings.map((finding) => {
    const { rule, state, slugs, link, evidence } = finding
    const use = slugs.length === 1 ? linkFor(slugs[0] ?? '') : null
    return { file: rule.file, line: rule.line, alert: rule.name, state, link, slugs, evidence, runbookUrl: use }
  })
  return { alerts, withoutAlert: check.withoutAlert, faults }
}
