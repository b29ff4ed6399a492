/**
 * Facts at a glance: what a runbook needs, what it may change, how long it takes.
 */
import { isRequired } from '@keys/parser/model'
import type { IndexedRunbook, Runbook } from '@keys/schema'
import type { ComponentChildren, JSX } from 'preact'
import { shownEffectOf } from '../graph/effect.js'
import { ACCESS, counted, coverageInWords, effectsInWords, SEVERITIES, timeBoxInWords, title } from './words.js'

export function Facts({ entry, runbook }: { entry: IndexedRunbook; runbook: Runbook }): JSX.Element {
  const inputs = entry.inputs ?? []
  const needed = inputs.filter(isRequired).length
  const secret = inputs.filter((input) => input.secret === true).length
  const tools = entry.required_tools ?? []
  const { severity_level: severity, required_access_level: access } = entry
  return (
    <dl class="facts">
      <Fact name="Written for">
        {severity !== undefined && <span class={`severity ${severity}`}>{severity.toUpperCase()}</span>}{' '}
        {severity === undefined ? title(entry.outcome) : (SEVERITIES[severity]?.slice(4) ?? '')}
      </Fact>
      <Fact name="May change">
        {effectsInWords(runbook.steps)}
        <EffectBar runbook={runbook} />
      </Fact>
      <Fact name="Needs">
        {access !== undefined && `${ACCESS[access]}, `}
        {counted(needed, 'input')} {inputs.length > needed && `(and ${inputs.length - needed} more at will)`}
        {secret > 0 && `, ${secret} of them secret`}
      </Fact>
      <Fact name="Tools">
        {tools.length === 0
          ? 'None'
          : tools.map(({ command, minimum_version }, index) => (
              <>
                {index > 0 && ', '}
                <code>{command}</code>
                {minimum_version !== undefined && ` ${minimum_version}+`}
              </>
            ))}
      </Fact>
      <Fact name="Takes">{timesIn(runbook)}</Fact>
      <Fact name="Drilled">{coverageInWords(entry) ?? 'No drill has walked this text'}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Each step as a mark of its kind and effect, in order. */
function EffectBar({ runbook }: { runbook: Runbook }): JSX.Element {
  return (
    <span class="strip" aria-hidden="true">
      {runbook.steps.map((step) => (
        <i key={step.id} class={step.kind === 'action' ? `action ${shownEffectOf(step)}` : step.kind} />
      ))}
    </span>
  )
}

function timesIn({ sections, steps }: Runbook): string {
  const safety = sections.find(({ kind }) => kind === 'safety-checks')?.timeBox
  const windows = steps.flatMap(({ kind, timeBox }) =>
    kind === 'verification' && timeBox ? [timeBoxInWords(timeBox)] : []
  )
  const parts = [
    ...(safety ? [`Safety checks in the ${timeBoxInWords(safety)}`] : []),
    ...(windows.length > 0 ? [`verified ${windows.join(', ')}`] : [])
  ]
  const [first = 'no times given', ...others] = parts
  return [title(first), ...others].join('; ')
}
