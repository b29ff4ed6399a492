/**
 * What a preflight found, for people.
 */
import { titleOfText } from '@keys/schema'
import { visible, wrap } from '@keys/pack'
import type { PreflightFinding, PreflightReport } from '@keys/runner'
import pc from 'picocolors'
import { table } from './table.js'
import type { Terminal } from './terminal.js'

/**
 * A table of all that was looked at, then what to do about it.
 * @param report The report.
 * @param overlay Path of the overlay; null when there is none.
 * @param setup The text of SETUP.md, which says how each is prepared; null when the pack has none.
 * @param terminal Its width and whether colors may be written.
 */
export function preflightText(
  { pack, findings, stops }: PreflightReport,
  overlay: string | null,
  setup: string | null,
  terminal: Pick<Terminal, 'color' | 'width'>
): string {
  const rows = findings.map((finding) => {
    const { state, of, name, message } = finding
    // Roles are as long as sentences.
    return of === 'contact' ? [state, of, '', `${name}: ${message}`] : [state, of, shortName(finding), message]
  })
  const head = `${titleOfText(pack)}${overlay === null ? '' : `, with ${overlay}`}`
  const parts = [visible(head), table(['state', 'of', 'what', 'says'], rows, terminal).trimEnd()]
  const help = findings.flatMap((finding) => helpLines(finding, setup, terminal.width))
  if (help.length > 0) parts.push(['What to fix:', ...help].join('\n'))
  return `${[...parts, verdict(findings, stops, terminal)].join('\n\n')}\n`
}

/** The label of a check says which; its title stands in the runbook. */
function shortName({ of, name }: PreflightFinding): string {
  return of === 'check' ? name.replace(/:.*$/s, '') : name
}

function helpLines(finding: PreflightFinding, setup: string | null, width: number): string[] {
  if (finding.help === null || finding.state === 'ok') return []
  const section = sectionAbout(shortName(finding), setup ?? '')
  const help = section === null ? finding.help : `${finding.help}\nSETUP.md says more: “${section}”.`
  const lines = help.split('\n').flatMap((line) => {
    // A command is copied as it is; words are wrapped.
    return /^(?:export|read) /.test(line) ? [visible(line)] : wrap(visible(line), Math.max(width - 4, 24))
  })
  return [`  ${visible(shortName(finding))}`, ...lines.map((line) => `    ${line}`)]
}

/** The heading of the first section that names an input or a tool; null when none does. */
function sectionAbout(name: string, setup: string): string | null {
  const word = new RegExp(`(?<![\\w-])${name.replaceAll(/[^\w]/g, String.raw`\$&`)}(?![\\w-])`)
  const section = setup
    .split(/^## /m)
    .slice(1)
    .find((text) => word.test(text))
  return section?.split('\n')[0]?.trim() ?? null
}

function verdict(findings: readonly PreflightFinding[], stops: boolean, { color }: Pick<Terminal, 'color'>): string {
  const colors = pc.createColors(color)
  const count = (...states: PreflightFinding['state'][]): number =>
    findings.filter(({ state }) => states.includes(state)).length
  const [toLookAt, skipped] = [count('warn'), count('skipped')]
  const rest = [
    ...(toLookAt > 0 ? [`${toLookAt} to look at`] : []),
    ...(skipped > 0 ? [`${skipped} not looked at`] : [])
  ]
  const words = stops
    ? colors.red(`✗ ${count('missing', 'failed')} would stop an operator tonight`)
    : count('ok', 'warn') === 0
      ? colors.yellow('Nothing was looked at: what would stop an operator tonight is not known')
      : colors.green('✓ Nothing that was looked at would stop an operator tonight')
  return `${[words, ...rest].join(', ')}.`
}
