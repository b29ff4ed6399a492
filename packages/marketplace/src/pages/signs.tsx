/**
 * What the signs of a runbook mean: the same ones stand on cards, in its graph and at its steps.
 */
import type { EndingType } from '@keys/parser/model'
import type { Effect, StepKind } from '@keys/schema'
import type { JSX } from 'preact'
import { EndingSign, StepSign } from './icons.js'

const STEPS: readonly (readonly [kind: StepKind, effect: Effect | null, name: string, about: string])[] = [
  ['check', null, 'Check', 'looks at the system and changes nothing'],
  ['diagnosis', null, 'Diagnosis', 'one question, whose answer chooses the way'],
  ['action', 'reversible', 'Reversible action', 'says how it is taken back'],
  ['action', 'irreversible', 'Irreversible action', 'says what is lost'],
  ['verification', null, 'Verification', 'proves that it has worked']
]
const ENDINGS: readonly (readonly [type: EndingType, name: string])[] = [
  ['resolved', 'resolved'],
  ['escalate', 'escalate'],
  ['wrong-runbook', 'another runbook']
]

export function Signs(): JSX.Element {
  return (
    <section class="signs" aria-labelledby="rk-signs">
      <h2 id="rk-signs">How to read the signs</h2>
      <ul>
        {STEPS.map(([kind, effect, name, about]) => (
          <li key={name}>
            <StepSign kind={kind} effect={effect} />
            <span>
              <b>{name}</b> {about}
            </span>
          </li>
        ))}
      </ul>
      <p>
        Every way ends:{' '}
        {ENDINGS.map(([type, name]) => (
          <span key={type} class={`target e-${type}`}>
            <EndingSign type={type} /> {name}
          </span>
        ))}
      </p>
    </section>
  )
}
