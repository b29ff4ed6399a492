/**
 * What is said at the end of a session: what the run came to, how it is proved, how it goes on.
 */
import { titleOfPack } from '../pack.js'
import { plainFileOf, shortNameOf } from '@keys/schema'
import { followUpsOf } from '../evidence/follow-ups.js'
import { SIGNATURE_NAMESPACE } from '../evidence/report.js'
import type { ChainEnd } from '../journal/journal.js'
import { contactsOf, isRole } from '../overlay/contacts.js'
import { changingSteps, closingFacts, verifiedIn, type LeftStep } from '../run/closing-facts.js'
import type { RunState } from '../run/state.js'
import { endingOf, stepHeading } from '@keys/parser/model'
import { lineToType, type Called } from './lines-to-type.js'
import { gap, text, type Block } from './blocks.js'
import { markdownBlocks, readable } from './markdown-blocks.js'
import { shortId, timeOf } from './format.js'

/** How a session ended. */
export type SessionOutcome =
  | { type: 'ended'; node: string }
  | { type: 'waiting'; until: string | null }
  | { type: 'stopped' | 'interrupted' }
  /** A person is needed, and nobody is there. */
  | { type: 'unattended'; reason: string }

/** What the texts name. */
export interface EndingOptions extends Called {
  now: string
  /** Whom to call, by role, as the team wrote it down. */
  contacts: Readonly<Record<string, string>>
  /** Where the configuration of the user lies; null where the system names no place. */
  configPath: string | null
}

/**
 * The end of a session.
 * @param state The state of the run, the end of the session included.
 * @param outcome How the session ended.
 * @param head The end of the journal.
 * @param options What the texts name.
 */
export function outroBlocks(state: RunState, outcome: SessionOutcome, head: ChainEnd, options: EndingOptions): Block[] {
  if (outcome.type === 'ended')
    return [...endBlocks(state, outcome.node, options), ...proofBlocks(state, head, options)]
  return [gap, { type: 'rule', left: 'The run is kept' }, ...keptBlocks(state, outcome, options)]
}

function keptBlocks(
  state: RunState,
  outcome: Exclude<SessionOutcome, { type: 'ended' }>,
  options: EndingOptions
): Block[] {
  const step = state.pack.runbook.steps.find(({ id }) => id === state.visits.at(-1)?.step)
  const where = step ? `It stands at ${stepHeading(step)}.` : ''
  const why =
    outcome.type === 'unattended'
      ? `A person is needed: ${outcome.reason}`
      : outcome.type === 'waiting' && outcome.until !== null
        ? `Its window opens ${timeOf(outcome.until, options.now)}; ${options.keys} runs names it until it is answered.`
        : 'Nothing that was answered is lost.'
  return [
    text(where, 'strong'),
    text(why),
    text('Go on with it:'),
    ...lines([lineToType(options, `resume ${shortId(state.run)}`)])
  ]
}

function endBlocks(state: RunState, node: string, options: EndingOptions): Block[] {
  const { runbook } = state.pack
  const items = (label: string, texts: readonly { text: string }[]): Block[] =>
    texts.length === 0
      ? []
      : [text(label, 'strong'), { type: 'list', items: texts.map((item) => readable(item.text.replaceAll('\n', ' '))) }]
  const ending = endingOf(node) ?? { type: 'escalate' }
  switch (ending.type) {
    case 'wrong-runbook': {
      const { package: name } = ending
      return [
        gap,
        { type: 'rule', left: 'Ended: wrong runbook' },
        text(name === null ? 'Another runbook is the right one.' : `The right one is ${name}. Start it:`, 'strong'),
        ...lines([lineToType(options, name === null ? 'list' : `run ${shortNameOf(name)}`)])
      ]
    }
    case 'resolved':
      return [
        gap,
        { type: 'rule', left: 'Ended: resolved' },
        ...resolvedBlocks(state),
        ...items('What remains to be done', followUpsOf(runbook.followUps, null, verifiedIn(state)))
      ]
    case 'ended-early':
      return [
        gap,
        { type: 'rule', left: 'Ended early' },
        text(`${leftReason(state)} The runbook was not followed to its end.`),
        text('Resume it anyway:'),
        ...lines([lineToType(options, `resume ${shortId(state.run)} --reopen '<reason>'`)])
      ]
    case 'escalate':
      return [
        gap,
        { type: 'rule', left: 'Ended: escalate' },
        text('Call for help now. This runbook cannot carry it further.', 'bad'),
        ...changedBlocks(state),
        ...markdownBlocks(beforeTriggers(state)),
        ...contactBlocks(state, options),
        ...items('When to escalate', runbook.escalation.triggers),
        text('Paste this into the chat with those who help:'),
        ...lines([lineToType(options, `handover ${shortId(state.run)}`)]),
        text('When somebody has helped, go on with the run:'),
        ...lines([lineToType(options, `resume ${shortId(state.run)} --reopen '<reason>'`)])
      ]
  }
}

/** No more than was done: a verification that was skipped has shown nothing. */
function resolvedBlocks(state: RunState): Block[] {
  const { verified, skipped, overridden } = closingFacts(state)
  const unmade = [...skipped, ...overridden].filter(({ isVerification }) => isVerification)
  if (skipped.length + overridden.length === 0 && verified.length > 0)
    return [text('✓ The runbook was followed to its end, and its verification holds.', 'good')]
  const said = (names: readonly LeftStep[], what: string): Block[] =>
    names.length === 0
      ? []
      : [text(what, 'warning'), { type: 'list', items: names.map(({ step, reason }) => `${step} (${reason})`) }]
  const made = verified.length === 0 ? 'Nothing was verified on this path.' : `Verified: ${verified.join('; ')}.`
  return [
    text('The runbook was followed to its end.', unmade.length === 0 ? 'good' : 'warning'),
    text(made, verified.length === 0 ? 'warning' : 'plain'),
    ...said(skipped, 'Skipped:'),
    ...said(overridden, 'Decided against what the output says:')
  ]
}

/** Why a run was ended by somebody, as a sentence. */
function leftReason({ visits }: RunState): string {
  const left = visits.at(-1)?.left
  const reason = left?.type === 'ended' ? left.reason : ''
  return /[.!?]$/.test(reason) ? reason : `${reason}.`
}

/** Whom to call; where nobody is named, where to write it down. */
function contactBlocks({ pack }: RunState, { contacts, configPath }: EndingOptions): Block[] {
  const people = contactsOf(pack.runbook, contacts)
  if (people.length === 0) return []
  const isMissing = people.some(({ value }) => value === null)
  const places = [`runbook-overlays/${pack.pack.slug}.md, below "## Contacts"`, ...(configPath ? [configPath] : [])]
  return [
    text('Whom to call', 'strong'),
    { type: 'pairs', pairs: people.map(({ name, value }) => [name, value ?? '(no contact named)'] as const) },
    ...pack.runbook.escalation.contacts
      .filter((item) => !isRole(item.text))
      .map((item) => text(readable(item.text.replaceAll('\n', ' ')))),
    ...(isMissing ? [text(`Write the missing names down, for the next time: ${places.join('; or ')}.`, 'dim')] : [])
  ]
}

/** What there is to roll back, whatever the text says of it. Of a plain text nobody states what its steps change. */
function changedBlocks(state: RunState): Block[] {
  if (plainFileOf(state.pack.pack) !== null) return []
  const changed = changingSteps(state)
  return changed.length === 0
    ? [text('Nothing was changed in this run: there is nothing to roll back.', 'strong')]
    : [text('Changed in this run, the last first:', 'strong'), { type: 'list', items: changed }]
}

/** What the runbook says of rolling back, before it says when to escalate. */
function beforeTriggers({ pack: { runbook, files } }: RunState): string {
  const section = runbook.sections.find(({ kind }) => kind === 'escalation')
  if (!section) return ''
  const { start, end } = section.position
  const body = (files['README.md'] ?? '').slice(start.offset, end.offset).replace(/^#.*\n/, '')
  return /^[\s\S]*?(?=^\s*(?:[-*+]|\d+[.)])\s|^\s*\*\*|^#)/m.exec(`${body}\n#`)?.[0] ?? ''
}

function proofBlocks(state: RunState, { sequence, head }: ChainEnd, options: EndingOptions): Block[] {
  const run = shortId(state.run)
  return [
    gap,
    text('The record', 'strong'),
    {
      type: 'pairs',
      pairs: [
        ['run', state.run],
        ['pack', titleOfPack(state.pack)],
        ['events', String(sequence)]
      ]
    },
    text('Final hash (head):'),
    ...lines([head]),
    text(
      'Anyone who has the head can show later that nothing was changed. Sign it, write the report, check it:',
      'dim'
    ),
    ...lines([
      `printf '%s\\n' ${head} | ssh-keygen -Y sign -f ~/.ssh/id_ed25519 -n ${SIGNATURE_NAMESPACE} > head.sig`,
      lineToType(options, `report ${run}`),
      lineToType(options, `verify-evidence ${run} --head ${head}`)
    ])
  ]
}

function lines(commands: readonly string[]): Block[] {
  return commands.map((line) => ({ type: 'line', text: line }))
}
