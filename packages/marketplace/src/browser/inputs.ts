/**
 * Inputs as exports: made here, kept nowhere.
 */
import { byId } from './dom.js'

/** Starts the inputs of a page that has some. */
export function startInputs(): void {
  const form = byId('rk-inputs-form', HTMLFormElement)
  const code = byId('rk-export', HTMLPreElement)?.querySelector('code')
  if (!form || !code) return
  const lines = code.textContent.split('\n')
  const secrets = lines.filter((line) => line.startsWith('read '))
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[name]')]
  const write = (): void => {
    const exports = fields.flatMap((field) =>
      field.value !== '' || 'required' in field.dataset ? [`export ${field.name}=${quoted(field.value)}`] : []
    )
    code.textContent = [...exports, ...secrets].join('\n')
  }
  form.addEventListener('input', write)
  form.addEventListener('submit', (event) => event.preventDefault())
  // What the browser itself filled in again after a reload.
  write()
}

/** A value as one word of a shell. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`
}
