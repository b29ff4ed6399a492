/**
 * What an alert came to, for people.
 */
import { visible, wrap } from '@keys/pack'
import type { AlertCandidate, AlertEvidence } from '@keys/search'
import pc from 'picocolors'
import type { Terminal } from '../command.js'
import type { FindablePack } from '@keys/indexer/find'
import type { FoundAlert } from './find-alert.js'

type Look = Pick<Terminal, 'color' | 'width'>

/** By what a runbook was found, in words. */
const EVIDENCE: Readonly<Record<AlertEvidence, string>> = {
  pack: 'named by the alert',
  link: 'by its runbook link',
  'name-and-labels': 'by its alert name and a label',
  name: 'by its alert name',
  signals: 'by what it says',
  words: 'only some words fit'
}

const SHOWN = 5

/**
 * What an alert came to, for people.
 * @param found What it came to.
 * @param look Width of the terminal and whether colors may be written.
 * @param keys How the command is called here.
 * @returns The candidates, and what is said beside them.
 */
export function alertText(found: FoundAlert, look: Look, keys: string): { results: string; remarks: string } {
  const { alert, answer, packs } = found
  const { candidates, tied, isSure, held } = answer
  const colors = pc.createColors(look.color)
  const head = headOf(found)
  if (candidates.length === 0) {
    const remarks = `None of ${packs} runbooks fits. Look for words of it: ${keys} find <words>\n`
    return { results: `${colors.dim(head)}\n`, remarks }
  }
  const blocks = candidates.slice(0, SHOWN).map((candidate, index) => blockOf(candidate, index, tied, look))
  const [first] = candidates
  const remarks = [
    ...(tied > 1 ? [`${tied} runbooks fit equally well: read when to use each, and choose.`] : []),
    ...(held === null ? [] : [held]),
    ...(alert.truncated > 0 ? [`Its sender left out ${alert.truncated} alerts of this group.`] : []),
    ...(isSure || tied > 1 ? [] : ['No sure hit: look at each before you take it.'])
  ]
  const next = isSure && held === null && first ? `\nWhat to type next:\n  ${keys} run ${first.document.slug}\n` : ''
  return {
    results: `${colors.dim(head)}\n\n${blocks.join('\n')}`,
    remarks: `${remarks.length === 0 ? '' : `\n${remarks.join('\n')}\n`}${next}`
  }
}

function headOf({ alert: { source, status, names, service } }: FoundAlert): string {
  const parts = [names.slice(0, 3).join(', '), service === null ? '' : `service ${service}`]
  return visible([`${source}, ${status}`, ...parts.filter((part) => part !== '')].join('; '))
}

function blockOf(
  { document, evidence, reasons, instead }: AlertCandidate<FindablePack>,
  index: number,
  tied: number,
  { color, width }: Look
): string {
  const colors = pc.createColors(color)
  const place = index < tied && tied > 1 ? '1=' : `${index + 1}.`
  const lines = [
    `${place} ${colors.bold(document.slug)}  ${document.severity ?? '--'}  ${colors.dim(EVIDENCE[evidence])}`,
    ...wrap(visible(document.title), width - 4).map((line) => `    ${line}`),
    ...reasons.slice(0, 3).flatMap((reason) => wrap(visible(reason), width - 6).map((line) => `      ${line}`))
  ]
  if (instead !== null) {
    const to = instead.slug === null ? 'it says to escalate' : `take ${instead.slug}`
    lines.push(...wrap(visible(`Not for this: ${instead.text}: ${to}`), width - 6).map((line) => `      ${line}`))
  }
  return `${lines.join('\n')}\n`
}
