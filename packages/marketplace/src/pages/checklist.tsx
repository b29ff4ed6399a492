/**
 * The checklist: native boxes and fields, so that it can be ticked and printed without a script; with one it is kept in
 * the browser, and exported.
 */
import { STEP_LABEL, type Checklist, type Runbook } from '@keys/schema'
import type { JSX } from 'preact'
import { partsOfItem, type ItemPart } from '../site/checklist-items.js'
import { safeId } from './text.js'
import { timeBoxInWords } from './words.js'

const LEADING_LABEL = new RegExp(`^(${STEP_LABEL})(.*)$`, 's')

const MODES = {
  'read-do': 'Read an item, do it, write down what you saw.',
  'do-confirm': 'Work, then stop here and confirm each item.'
} as const

export function ChecklistPanel({ checklist, runbook }: { checklist: Checklist; runbook: Runbook }): JSX.Element {
  const steps = new Map(runbook.steps.flatMap(({ id, label }) => (label === null ? [] : [[label, id] as const])))
  return (
    <section class="panel checklist" id="rk-checklist" aria-labelledby="rk-checklist-h">
      <div class="panel-head">
        <h2 id="rk-checklist-h">Checklist</h2>
        <p class="needs-script">
          Kept in this browser until you clear it. It becomes evidence when you export it.{' '}
          <span id="rk-kept" role="status" />
        </p>
        <div class="tools needs-script" id="rk-checklist-tools">
          <button type="button" data-do="print">
            Print
          </button>
          <button type="button" data-do="markdown">
            Export as Markdown
          </button>
          <button type="button" data-do="bundle">
            Export as a bundle
          </button>
          <button type="button" data-do="import">
            Import
          </button>
          <button type="button" data-do="clear" class="quiet">
            Clear
          </button>
        </div>
      </div>
      <form id="rk-checklist-form" autocomplete="off">
        <p class="who">
          <label>
            Incident <input name="incident" />
          </label>
          <label>
            Worked by <input name="operator" />
          </label>
        </p>
        {checklist.phases.map((phase, place) => (
          <fieldset key={place}>
            <legend>
              {phase.title} {phase.timeBox && <span class="tag time">{timeBoxInWords(phase.timeBox)}</span>}
            </legend>
            {phase.mode && <p class="mode">{MODES[phase.mode]}</p>}
            <ol>
              {phase.items.map((item, index) => (
                <ItemLine
                  key={index}
                  parts={partsOfItem(item)}
                  id={`rk-c-${place}-${index}`}
                  step={(item.label === null ? undefined : steps.get(item.label)) ?? null}
                />
              ))}
            </ol>
          </fieldset>
        ))}
      </form>
    </section>
  )
}

interface ItemLineProps {
  parts: readonly ItemPart[]
  id: string
  step: string | null
}

function ItemLine({ parts, id, step }: ItemLineProps): JSX.Element {
  const [first, ...rest] = parts
  const text = first?.type === 'text' ? first.text : ''
  return (
    <li data-item={id} data-step={step ?? undefined}>
      <input type="checkbox" id={id} name={id} />
      <div>
        <label for={id}>
          <ItemText text={text} step={step} />
        </label>
        <span class="slots">
          {rest.map((part, index) =>
            part.type === 'text' ? (
              <span key={index}>{part.text}</span>
            ) : (
              <label key={index} class={`slot ${part.kind}`}>
                {part.label}{' '}
                <input
                  name={`${id}-${part.slot}`}
                  size={Math.min(20, Math.max(4, part.length))}
                  data-kind={part.kind}
                />
              </label>
            )
          )}
        </span>
      </div>
    </li>
  )
}

/** The step that an item begins with leads to it. */
function ItemText({ text, step }: { text: string; step: string | null }): JSX.Element {
  const [, label, rest] = LEADING_LABEL.exec(text) ?? []
  if (step === null || label === undefined) return <>{text}</>
  return (
    <>
      <a href={`#${safeId(step)}`}>{label}</a>
      {rest}
    </>
  )
}
