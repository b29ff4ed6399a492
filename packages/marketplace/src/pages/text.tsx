/**
 * The text of a runbook, with the signs of the graph on each step.
 */
import { endingOf, stopInWords } from '@keys/parser/model'
import type { GraphEdge, Runbook, Step } from '@keys/schema'
import type { JSX } from 'preact'
import { saidEffectOf } from '../graph/effect.js'
import type { ProsePart } from '../prose/prose.js'
import { OWN } from '../site/addresses.js'
import { EndingSign, StepSign } from './icons.js'
import { scriptsUsed, StepScripts, type UsedScript } from './step-scripts.js'
import { withCode } from './with-code.js'
import { EFFECT_WORDS, timeBoxInWords } from './words.js'

/** A change as it is shown at the step in which it was made. */
export interface StepChange {
  /** The version that made it. */
  version: string
  /** Whether that version is newer than the text beside it, which does not have the change. */
  isNewer: boolean
  message: string
}

export interface RunbookTextProps {
  parts: readonly ProsePart[]
  runbook: Runbook
  formerIds: ReadonlyMap<string, readonly string[]>
  /** The scripts of the pack as HTML, by path. */
  scripts: ReadonlyMap<string, string>
  /** What changed, by the id of the step. */
  changes: ReadonlyMap<string, readonly StepChange[]>
}

export function RunbookText({ parts, runbook, formerIds, scripts, changes }: RunbookTextProps): JSX.Element {
  const used = scriptsUsed(runbook, scripts)
  return (
    <>
      {parts.map((part) => {
        switch (part.type) {
          case 'intro':
            return <div key="intro" class="prose intro" dangerouslySetInnerHTML={{ __html: part.html }} />
          case 'section':
            return <SectionText key={part.section.anchor} part={part} />
          case 'step':
            return (
              <StepText
                key={part.step.id}
                part={part}
                runbook={runbook}
                formerIds={formerIds.get(part.step.id) ?? []}
                scripts={used.get(part.step.id) ?? []}
                changes={changes.get(part.step.id) ?? []}
              />
            )
        }
      })}
    </>
  )
}

function SectionText({ part }: { part: Extract<ProsePart, { type: 'section' }> }): JSX.Element {
  const { anchor, title, timeBox, effect, kind } = part.section
  return (
    <section class={`section s-${kind ?? 'other'}`}>
      <h2 id={safeId(anchor)}>
        <a class="anchor" href={`#${safeId(anchor)}`}>
          {title}
        </a>
        {timeBox && <span class="tag time">{timeBoxInWords(timeBox)}</span>}
        {effect && <span class={`tag effect ${effect}`}>{EFFECT_WORDS[effect]}</span>}
      </h2>
      <div class="prose" dangerouslySetInnerHTML={{ __html: part.html }} />
    </section>
  )
}

interface StepTextProps {
  part: Extract<ProsePart, { type: 'step' }>
  runbook: Runbook
  formerIds: readonly string[]
  scripts: readonly UsedScript[]
  changes: readonly StepChange[]
}

function StepText({ part, runbook, formerIds, scripts, changes }: StepTextProps): JSX.Element {
  const { step, html } = part
  const { id, kind, effect, label, title, timeBox } = step
  const said = saidEffectOf(step)
  const aliases = idsOf(step, formerIds).filter((alias) => alias !== id)
  return (
    <section class={`step ${kind} ${said ?? ''}`} id={safeId(id)} data-step={id} aria-labelledby={`${OWN}h-${id}`}>
      {aliases.map((alias) => (
        <span key={alias} class="alias" id={safeId(alias)} />
      ))}
      <h3 id={`${OWN}h-${id}`}>
        <a class="anchor" href={`#${safeId(id)}`}>
          <StepSign kind={kind} effect={effect} />
          {label !== null && <b class="label">{label}</b>} <span>{title}</span>
        </a>
        {said && <span class={`tag effect ${said}`}>{EFFECT_WORDS[said]}</span>}
        {timeBox && <span class="tag time">{timeBoxInWords(timeBox)}</span>}
      </h3>
      <Arrivals step={step} runbook={runbook} />
      <StepChanges changes={changes} />
      <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
      <StepScripts scripts={scripts} />
      <Unwritten step={step} runbook={runbook} />
    </section>
  )
}

/** What is different in this step in another version: an operator who knows the old text must not run it from memory. */
function StepChanges({ changes }: { changes: readonly StepChange[] }): JSX.Element | null {
  if (changes.length === 0) return null
  return (
    <ul class="step-changes">
      {changes.map(({ version, isNewer, message }, index) => (
        <li key={index}>
          <b>{isNewer ? `Not in this version, but in ${version}:` : `Changed in ${version}:`}</b> {withCode(message)}
        </li>
      ))}
    </ul>
  )
}

/** From where one comes here, so that a reader in the middle knows the way back. */
function Arrivals({ step, runbook }: { step: Step; runbook: Runbook }): JSX.Element | null {
  const sources = new Set(
    runbook.graph.edges.filter(({ from, to }) => to === step.id && from !== to).map(({ from }) => from)
  )
  const steps = runbook.steps.filter(({ id }) => sources.has(id))
  if (steps.length === 0) return null
  return (
    <p class="arrivals">
      Reached from{' '}
      {steps.map(({ id, label, title }, index) => (
        <>
          {index > 0 && ', '}
          <a href={`#${safeId(id)}`}>{label ?? title}</a>
        </>
      ))}
    </p>
  )
}

/** Ways out of a step that the text does not write, as the grammar has them. */
function Unwritten({ step, runbook }: { step: Step; runbook: Runbook }): JSX.Element | null {
  const edges = runbook.graph.edges.filter(({ from, on }) => from === step.id && on !== 'branch')
  if (edges.length === 0) return null
  return (
    <ul class="unwritten" aria-label="Where it goes on">
      {edges.map((edge) => (
        <li key={`${edge.on} ${edge.to}`}>
          {LEADS[edge.on]} <TargetLink edge={edge} runbook={runbook} />
        </li>
      ))}
    </ul>
  )
}

const LEADS: Readonly<Record<GraphEdge['on'], string>> = {
  branch: '',
  always: 'Then:',
  holds: 'What is expected holds:',
  fails: 'It does not hold:'
}

/** Where an edge leads: a step of the page, or an ending. */
export function TargetLink({ edge, runbook }: { edge: GraphEdge; runbook: Runbook }): JSX.Element {
  const ending = endingOf(edge.to)
  if (ending) {
    return (
      <span class={`target e-${ending.type}`}>
        <EndingSign type={ending.type} /> {stopInWords(ending)}
      </span>
    )
  }
  const step = runbook.steps.find(({ id }) => id === edge.to)
  return (
    <a class="target" href={`#${safeId(edge.to)}`}>
      {step?.label ?? step?.title ?? edge.to}
    </a>
  )
}

/** Ids under which a step is found beside its own: its heading's on GitHub, and those that it had before. */
export function aliasesOf({ anchor, formerIds }: Pick<Step, 'anchor' | 'formerIds'>): string[] {
  return [...(anchor === null ? [] : [anchor]), ...formerIds]
}

/**
 * All ids under which a step is found, its own first.
 * @param step The step.
 * @param formerIds Those that it had in older versions.
 */
export function idsOf(step: Step, formerIds: readonly string[]): string[] {
  return [...new Set([step.id, ...aliasesOf(step), ...formerIds])]
}

/** An id out of a text: none can be one of the page's own. */
export function safeId(id: string): string {
  return id.startsWith(OWN) ? `user-${id}` : id
}
