/**
 * A draft pack from a text and answers. Pure: the same text and answers give the same draft.
 */
import { parseRunbook, type ToTree } from '@keys/parser'
import type { Analyzer } from '@keys/command-analysis'
import { plainSlug, TextDocument } from '@keys/pack/core'
import { isLicenseId, licenseText, MARK, newChecklist } from '@keys/pack/edits'
import { packageNameOf, STEP_WORDS, type Runbook, type SectionKind, type Step } from '@keys/schema'
import { mapOf, type MappedLine } from './lines.js'
import { Asker, type Answers, type Question } from './questions.js'
import { askWhatRuns } from './ask-what-runs.js'
import { askTogether } from './ask-together.js'
import { likelyEffect, type LikelyEffect } from './effects.js'
import { licenseOf, manifestOf, packOf } from './metadata.js'
import { ordered } from './sequence.js'
import { openBranches, stepText, type AnsweredSource, type StepSource } from './steps-text.js'

/** A text to import. */
export interface ImportSource {
  /** Its Markdown. */
  text: string
  /** The name of the file that it comes from. */
  file: string
  /** What the pack is to be called; by default after the file. */
  slug?: string
  /** The scope of its package; that of the project itself when absent. */
  scope?: string | undefined
  /** What was asked before. */
  answers?: Answers
  /** The Markdown engine. */
  toTree?: ToTree | undefined
  /** Tells what commands do, which tools they call; without it the words of the text are all that is known. */
  analyzer?: Analyzer | undefined
}

/** A draft pack. */
export interface DraftPack {
  slug: string
  /** The files of the pack, by path. */
  files: Readonly<Record<string, string>>
  /** What is still to be answered; until then the rules of a pack fail. */
  questions: readonly Question[]
  /** What became of each line of the source that does not stand in README.md as it was. */
  map: readonly MappedLine[]
  /** Why it is no runbook; null when steps were found. */
  refusal: string | null
}

/**
 * Makes a draft pack.
 * @param source The text, and what is known of it.
 */
export function draftPack(source: ImportSource): DraftPack {
  const text = source.text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const runbook = parseRunbook(text, source.toTree ? { toTree: source.toTree } : {})
  const slug = source.slug ?? plainSlug(source.file)
  const asker = new Asker(source.file, source.answers ?? {})
  const title = (runbook.title?.text ?? slug).slice(0, 200)
  const analyzer = source.analyzer ?? null
  const readme = readmeOf(text, runbook, title, asker, analyzer)
  const pack = packOf({ slug, title, text, runbook, readme, asker, analyzer })
  const license = licenseOf(text, asker)
  const files: Record<string, string> = {
    'README.md': readme,
    'pack.json': `${JSON.stringify({ ...pack, license_spdx: license ?? 'LicenseRef-unknown' }, null, 2)}\n`,
    'package.json': manifestOf(packageNameOf(slug, source.scope), pack, license ?? 'LicenseRef-unknown'),
    'checklist.md':
      newChecklist(parseRunbook(readme), new TextDocument('README.md', readme)) ?? `# Checklist: ${title}\n`,
    'CHANGELOG.md': `# ${packageNameOf(slug, source.scope)}\n\n## 0.1.0\n\n- Imported from ${source.file}.\n`,
    'LICENSE.txt': textOfLicense(license, asker.answerTo('owner'))
  }
  const [problem] = runbook.problems
  const refusal = problem ? problem.message : runbook.steps.length === 0 ? 'No step was found in it.' : null
  return { slug, files, questions: asker.open, map: mapOf(text, files, runbook), refusal }
}

/** The text of a license, in which whoever imports puts in the owner. */
function textOfLicense(license: string | null, owner: string | null): string {
  if (license === null) return 'No license was given.\n'
  if (!isLicenseId(license)) return `${license}\n`
  return licenseText(license, MARK, owner === null ? 'the year and who holds the copyright' : `the year, ${owner}`)
}

/** The sections of our grammar, in order, with the kinds that stand in each. */
const SECTIONS: readonly [heading: string, kind: SectionKind, steps: Step['kind'] | null][] = [
  ['Scope', 'scope', null],
  ['When to use', 'when-to-use', null],
  ['When not to use', 'when-not-to-use', null],
  ['Immediate safety checks (READ-ONLY)', 'safety-checks', 'check'],
  ['Diagnosis flow (READ-ONLY)', 'diagnosis', 'diagnosis'],
  ['Action steps', 'actions', 'action'],
  ['Verification', 'verification', 'verification'],
  ['Rollback / escalation', 'escalation', null],
  ['Evidence & audit notes', 'evidence', null],
  ['Post-incident follow-ups', 'follow-ups', null]
]

function readmeOf(text: string, runbook: Runbook, title: string, asker: Asker, analyzer: Analyzer | null): string {
  const main = byWhatTheyDo(
    runbook.steps.filter(({ section }) => section !== 'escalation'),
    (step) => likelyEffect(step, runbook, text, analyzer)
  )
  const labels = new Map<string, string>()
  const counts = new Map<Step['kind'], number>()
  for (const { id, kind } of main) {
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    labels.set(id, `${STEP_WORDS[kind]} ${number}`)
  }
  const order = ordered(runbook, text, main, asker)
  const { steps } = order
  const source: StepSource = { text, runbook, labels, asker, order }
  const open = openBranches(steps, source)
  const from: AnsweredSource = {
    ...source,
    common: askTogether({ text, runbook, steps, labels, open, analyzer }, asker),
    code: askWhatRuns(text, runbook, steps, asker)
  }
  const rest = leftOver(text, runbook, main)
  const parts = [`# ${title}`, ...rest.filter(({ kind }) => kind === 'introduction').map((part) => part.text)]
  for (const [heading, kind, stepKind] of SECTIONS) {
    parts.push(`## ${heading}`)
    for (const part of rest) if (part.kind === kind) parts.push(part.text)
    parts.push(...answered(kind, runbook, asker))
    for (const step of steps)
      if (step.kind === stepKind) parts.push(stepText(step, labels.get(step.id)!, from).trimEnd())
  }
  const body = `${parts.filter((part) => part.trim() !== '').join('\n\n')}\n`
  return withDefinitions(body)
}

/** Steps of a procedure that are shown to look only, before its first change and after its last: diagnosis and verification. */
function byWhatTheyDo(steps: readonly Step[], effectOf: (step: Step) => LikelyEffect): readonly Step[] {
  const changes = steps.map((step) => step.kind === 'action' && (step.effect !== null || !effectOf(step).isShown))
  const [first, last] = [changes.indexOf(true), changes.lastIndexOf(true)]
  if (first === -1) return steps
  return steps.map((step, index) => {
    if (step.kind !== 'action' || changes[index]) return step
    if (index < first) return { ...step, kind: 'diagnosis' }
    return index > last ? { ...step, kind: 'verification' } : step
  })
}

/** What is asked of a section that a text of somebody else seldom has. */
function answered(kind: SectionKind, runbook: Runbook, asker: Asker): string[] {
  const place = runbook.sections.find((section) => section.kind === kind)?.headingPosition ?? null
  const ask = (
    id: 'when-not-to-use' | 'alert' | 'contact' | 'escalate-when' | 'evidence' | 'follow-ups',
    text: string,
    proposal: string | null = null
  ): string | null =>
    asker.ask({ id, kind: id, needed: id === 'alert' || id === 'contact' ? 'use' : 'release', text, proposal }, place)
  if (kind === 'when-not-to-use' && runbook.redirections.length === 0) {
    const answer = ask('when-not-to-use', 'When is another runbook, or nobody’s, the right one?')
    return answer === null ? [] : [`- ${answer}`]
  }
  if (kind === 'when-to-use' && runbook.signals.every((signal) => signal.kind !== 'alert')) {
    const answer = ask('alert', 'Which alert or error text leads here?', alertIn(runbook, asker.file))
    return answer === null ? [] : [`- **Alert**: \`${answer.replaceAll('`', '')}\``]
  }
  if (kind === 'escalation') {
    const { contacts, triggers } = runbook.escalation
    const contact = contacts.length > 0 ? null : ask('contact', 'Whom does somebody call who cannot go on?')
    const when =
      triggers.length > 0 ? null : ask('escalate-when', 'At which time, number or state does somebody call for help?')
    return [
      ...(when === null ? [] : [`**Escalate when**\n\n${itemsOf(when)}`]),
      ...(contact === null ? [] : [`**Contacts**\n\n- ${withBlank(contact)}`])
    ]
  }
  const isSaid = runbook.sections.some((section) => section.kind === kind)
  if (isSaid) return []
  if (kind === 'evidence') {
    const answer = ask('evidence', 'What is kept that proves the fault, what was done, and the recovery?')
    return answer === null ? [] : [itemsOf(answer)]
  }
  if (kind === 'follow-ups') {
    const answer = ask('follow-ups', 'What has to be done when it is over, so that it does not happen again?')
    return answer === null ? [] : [itemsOf(answer)]
  }
  return []
}

/** An answer as a list: its parts between semicolons. */
function itemsOf(answer: string): string {
  return answer
    .split(/\s*;\s*/)
    .filter((part) => part !== '')
    .map((part) => `- ${part}`)
    .join('\n')
}

/** A contact with room for a name or a number, unless it has one. */
function withBlank(contact: string): string {
  return /[\d@#`]/.test(contact) ? contact : `${contact}: \`____________\``
}

/** What is likely the alert: the first signal, or a name that is written as alerts are, as of the title or of the file. */
function alertIn(runbook: Runbook, file: string): string | null {
  const [signal] = runbook.signals
  if (signal) return signal.text
  const names = [runbook.title?.text ?? '', basename(file).replace(/\.\w+$/, '')]
  return names.find((name) => /^[A-Z][a-z0-9]*[A-Z][A-Za-z0-9]*$/.test(name)) ?? null
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

interface LeftOver {
  kind: SectionKind | 'introduction'
  text: string
}

/** All blocks that belong to no step, verbatim, below the section they stand in. */
function leftOver(text: string, runbook: Runbook, steps: readonly Step[]): LeftOver[] {
  const parts: (LeftOver & { title: string | null })[] = []
  let end = -1
  for (const { role, position } of runbook.blocks) {
    if (role === 'title' || role === 'section-heading' || role === 'front-matter') continue
    if (position.start.offset < end) continue
    const step = steps.find(
      (one) => one.position.start.offset < position.end.offset && one.position.end.offset > position.start.offset
    )
    const isHeld =
      step !== undefined && (step.position.start.offset <= position.start.offset || step.form === 'list-item')
    if (isHeld) continue
    const section = runbook.sections.findLast((one) => one.headingPosition.start.offset < position.start.offset)
    const kind = section
      ? section.kind === 'first-minute'
        ? 'safety-checks'
        : (section.kind ?? 'scope')
      : 'introduction'
    // Headings in it would be sections or steps of ours.
    const written = text
      .slice(position.start.offset, position.end.offset)
      .replace(/^#{1,6}[ \t]+(.+?)[ \t]*#*$/gm, '**$1**')
    const before = parts.at(-1)
    const title = section?.kind === null ? section.title : null
    if (before && before.kind === kind && before.title === (section?.title ?? null)) before.text += `\n\n${written}`
    else
      parts.push({ kind, title: section?.title ?? null, text: title === null ? written : `**${title}**\n\n${written}` })
    end = position.end.offset
  }
  return parts.map((part) => ({ kind: part.kind, text: part.text }))
}

/** Adds the definitions of the links to steps. */
function withDefinitions(body: string): string {
  const { steps } = parseRunbook(body)
  const definitions = steps.flatMap(({ label, anchor }) =>
    label !== null && anchor !== null ? [`[${label}]: #${anchor}`] : []
  )
  return definitions.length === 0 ? body : `${body}\n${definitions.join('\n')}\n`
}
