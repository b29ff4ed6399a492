/**
 * What the sections without steps hold: signals, redirections, prohibitions, triggers, evidence, follow-ups.
 */
import type { FollowUp, Redirection, Runbook, SectionKind, Signal, TextItem } from '@keys/schema'
import type { ListItem, RootContent } from 'mdast'
import { itemsOf } from './fields-and-branches.js'
import { leadOf, plainText, walk } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { findTargets } from './targets.js'
import { parseTimeBox } from '../headings/time-box.js'

/** The parts of a runbook that come out of lists in its sections. */
export type SectionContents = Pick<
  Runbook,
  'signals' | 'firstMinute' | 'redirections' | 'prohibitions' | 'escalation' | 'evidence' | 'followUps'
>

/** What the sections hold before any is read. */
export function noContents(): SectionContents {
  return {
    signals: [],
    firstMinute: [],
    redirections: [],
    prohibitions: [],
    escalation: { triggers: [], contacts: [] },
    evidence: [],
    followUps: []
  }
}

/**
 * Reads the blocks of a section that stand in no step.
 * @param kind The section.
 * @param blocks Its blocks.
 * @param contents Where to add what is found.
 * @param source The text they stand in.
 */
export function readSectionContents(
  kind: SectionKind | null,
  blocks: readonly RootContent[],
  contents: SectionContents,
  source: Source
): void {
  const items = listItems(blocks)
  switch (kind) {
    case 'when-to-use':
      contents.signals.push(...items.map((item) => signalOf(item, source)))
      break
    case 'first-minute':
      contents.firstMinute.push(...items.map((item) => redirectionOf(item, source)))
      break
    case 'when-not-to-use':
      contents.redirections.push(...items.map((item) => redirectionOf(item, source)))
      break
    case 'safety-checks':
      contents.prohibitions.push(...listedUnder(blocks, /^(do not|don't|never)\b/i, source))
      break
    case 'escalation':
      contents.escalation.triggers.push(...listedUnder(blocks, /^escalat/i, source))
      contents.escalation.contacts.push(...listedUnder(blocks, /^(contact|on-call|whom to call)/i, source))
      break
    case 'evidence':
      contents.evidence.push(...items.map((item) => textItem(item, source)))
      break
    case 'follow-ups':
      contents.followUps.push(...items.map((item) => followUpOf(item, source)))
      break
    default:
  }
}

function listItems(blocks: readonly RootContent[]): ListItem[] {
  return blocks.flatMap((block) => (block.type === 'list' ? block.children : []))
}

function textItem(item: ListItem, source: Source): TextItem {
  return { text: plainText(item).trim(), position: source.of(item) }
}

const LEADS: Readonly<Record<string, Exclude<Signal['kind'], null>>> = {
  alert: 'alert',
  alerts: 'alert',
  log: 'log',
  logs: 'log',
  http: 'http',
  symptom: 'symptom',
  symptoms: 'symptom',
  alarm: 'alert',
  alarme: 'alert',
  alerte: 'alert',
  alerta: 'alert',
  allarme: 'alert',
  アラート: 'alert',
  告警: 'alert'
}

function signalOf(item: ListItem, source: Source): Signal {
  const lead = leadOf(item)?.[0]
  const name = lead?.type === 'strong' ? plainText(lead).replace(/:\s*$/, '').trim() : ''
  const kind = LEADS[name.toLowerCase()] ?? null
  const text = plainText(item).trim()
  const code: string[] = []
  walk(item, (node) => {
    if (node.type === 'inlineCode') code.push(node.value)
  })
  return {
    kind,
    text: kind ? text.slice(name.length).replace(/^\s*:?\s*/, '') : text,
    code,
    position: source.of(item)
  }
}

function redirectionOf(item: ListItem, source: Source): Redirection {
  return { ...textItem(item, source), targets: findTargets([item], source) }
}

function followUpOf(item: ListItem, source: Source): FollowUp {
  const lead = leadOf(item)?.[0]
  const due = lead?.type === 'strong' ? parseTimeBox(plainText(lead).replace(/:\s*$/, '')) : null
  return { ...textItem(item, source), due }
}

/** The items, table rows and sentences that stand below a label or a heading, up to the next one. */
function listedUnder(blocks: readonly RootContent[], label: RegExp, source: Source): TextItem[] {
  const found: TextItem[] = []
  let under = false
  for (const block of blocks) {
    if (block.type === 'heading') {
      under = label.test(plainText(block).trim())
      continue
    }
    const lead = block.type === 'paragraph' ? block.children[0] : undefined
    if (lead?.type === 'strong') under = label.test(plainText(lead).trim())
    if (!under) continue
    if (block.type === 'list') found.push(...itemsOf([block], source))
    if (block.type === 'table') {
      for (const row of block.children.slice(1)) found.push({ text: plainText(row).trim(), position: source.of(row) })
    }
    if (block.type === 'paragraph') {
      const words = plainText(block.children.slice(lead?.type === 'strong' ? 1 : 0)).replace(/^\s*:?\s*/, '')
      if (words !== '') found.push({ text: words, position: source.of(block) })
    }
  }
  return found
}
