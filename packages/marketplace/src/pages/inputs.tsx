/**
 * Inputs as a block of exports. The commands of a runbook read environment variables, so they stay as they were drilled;
 * a secret has no field, so that it is never on a page.
 */
import { isRequired } from '@keys/parser/model'
import type { Input } from '@keys/schema'
import type { JSX } from 'preact'
import { Panel } from './panel.js'

export function InputsPanel({ inputs }: { inputs: readonly Input[] }): JSX.Element {
  if (inputs.length === 0) {
    return (
      <Panel id="rk-inputs" title="Inputs">
        <p>This runbook needs no inputs.</p>
      </Panel>
    )
  }
  return (
    <Panel
      id="rk-inputs"
      title="Inputs"
      about="Fill in what you know and paste the block into your shell. It is made on this page and goes nowhere; secrets are typed into the shell alone."
    >
      <form class="inputs" id="rk-inputs-form" autocomplete="off">
        {inputs.map((input) => (
          <InputField key={input.name} input={input} />
        ))}
      </form>
      <div class="export">
        <h3>For your shell</h3>
        <pre class="code" id="rk-export" aria-live="polite">
          <code>{exportBlock(inputs)}</code>
        </pre>
      </div>
    </Panel>
  )
}

function InputField({ input }: { input: Input }): JSX.Element {
  const { name, description, example, secret } = input
  const id = `rk-in-${name}`
  return (
    <div class="input">
      <label for={secret === true ? undefined : id}>
        <code>{name}</code> {!isRequired(input) && <span class="tag">optional</span>}{' '}
        {secret === true && <span class="tag secret">secret</span>}
      </label>
      <p id={`${id}-d`}>{description}</p>
      {secret !== true && (
        <input
          id={id}
          name={name}
          data-required={isRequired(input) ? '' : undefined}
          placeholder={example}
          aria-describedby={`${id}-d`}
          spellcheck={false}
          autocapitalize="off"
        />
      )}
    </div>
  )
}

/** What stands there before anything is filled in, and without a script. */
function exportBlock(inputs: readonly Input[]): string {
  return inputs
    .filter((input) => isRequired(input))
    .map(({ name, secret }) => (secret === true ? `read -rs ${name} && export ${name}` : `export ${name}=''`))
    .join('\n')
}
