// docs/runbook-keys/INCIDENTS.md: the public incidents that each pack is held against.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { incidentsSchema, type IncidentCase } from '@keys/schema'

const ROOT = join(import.meta.dirname, '../../..')
export const INCIDENTS = join(ROOT, 'docs/runbook-keys/INCIDENTS.md')

/** The page. */
export function incidentsPage(): string {
  const packs = readdirSync(join(ROOT, 'runbook-keys')).filter((slug) =>
    existsSync(join(ROOT, 'runbook-keys', slug, 'incidents.json'))
  )
  const cases = packs.map((slug) => [slug, casesOf(slug)] as const)
  return [
    '# Incident cases',
    '<!-- Written by `pnpm generate` from incidents.json of each pack. -->',
    'Public incidents that each runbook is held against: what following the text comes to, before and after it was',
    'corrected. `sent-on` is a case that the first minute sends to somebody else with the reason. A case with a scenario is',
    'played by the drill of the pack; the others were walked on paper.',
    '',
    ...row(['pack', 'cases', 'right before', 'right or sent on now', 'played by a drill']),
    ...row(['---', '---', '---', '---', '---']),
    ...cases.flatMap(([slug, all]) =>
      row([
        slug,
        String(all.length),
        String(all.filter(({ before }) => before.verdict === 'right').length),
        String(all.filter(({ verdict }) => verdict === 'right' || verdict === 'sent-on').length),
        String(all.filter(({ scenario }) => scenario !== null).length)
      ])
    ),
    ...cases.flatMap(([slug, all]) => ['', `## ${slug}`, '', ...table(all)])
  ]
    .join('\n')
    .replace('# Incident cases\n', '# Incident cases\n\n')
    .replace('-->\n', '-->\n\n')
    .concat('\n')
}

function casesOf(slug: string): IncidentCase[] {
  const text = readFileSync(join(ROOT, 'runbook-keys', slug, 'incidents.json'), 'utf8')
  return incidentsSchema.parse(JSON.parse(text)).incidents
}

function table(cases: readonly IncidentCase[]): string[] {
  return [
    ...row(['incident', 'what was broken', 'before', 'the way now', 'now', 'drill']),
    ...row(['---', '---', '---', '---', '---', '---']),
    ...cases.flatMap((one) =>
      row([
        `${one.title} (${one.sources.map((source, index) => `[${index + 1}](${source})`).join(', ')})`,
        one.broken,
        `**${one.before.verdict}**: ${one.before.reason}`,
        `${one.way.join(', ')}: ${one.leads_to}`,
        `**${one.verdict}**: ${one.reason}`,
        one.scenario ?? 'on paper'
      ])
    )
  ]
}

function row(cells: readonly string[]): string[] {
  return [`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`]
}
