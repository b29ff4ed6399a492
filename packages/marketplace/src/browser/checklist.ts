/**
 * The checklist: ticks, times and values, kept in this browser under the hash of the text, so that a newer text starts over
 * and the old ticks stay with the old one.
 */
import { readForm, toMarkdown, writeForm, type FilledIn } from './checklist-form.js'
import { button, byId, download, keep, kept } from './dom.js'

/** Starts the checklist of a page that has one. */
export function startChecklist(): void {
  const form = byId('rk-checklist-form', HTMLFormElement)
  const article = document.querySelector<HTMLElement>('article.runbook')
  if (!form || !article) return
  const key = `rk-checklist:${article.dataset['slug']}:${article.dataset['hash']}`
  const ticked = new Map<string, string>()
  const state = byId('rk-kept', HTMLSpanElement)
  restore(form, key, ticked)
  addTimeButtons(form)

  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === 'checkbox') tick(target, ticked)
    const filled = readForm(form, ticked)
    const isKept = keep(key, JSON.stringify(filled))
    if (state) state.textContent = isKept ? 'Not exported yet.' : 'This browser keeps nothing: export before you leave.'
  })
  for (const control of document.querySelectorAll<HTMLButtonElement>('#rk-checklist-tools button')) {
    control.addEventListener('click', () => void act(control.dataset['do'] ?? ''))
  }

  async function act(what: string): Promise<void> {
    if (!form || !article) return
    const name = `${article.dataset['slug']}-checklist`
    const filled = readForm(form, ticked)
    switch (what) {
      case 'print':
        document.documentElement.classList.add('print-checklist')
        print()
        document.documentElement.classList.remove('print-checklist')
        break
      case 'markdown':
        download(`${name}.md`, 'text/markdown', toMarkdown(form, ticked))
        exported()
        break
      case 'bundle': {
        const { bundleOf } = await import('./checklist-bundle.js')
        download(`${name}.json`, 'application/json', bundleOf(filled, article.dataset))
        exported()
        break
      }
      case 'import':
        await choose()
        break
      case 'clear':
        if (!confirm('Clear all ticks and values of this checklist?')) return
        form.reset()
        ticked.clear()
        keep(key, null)
        if (state) state.textContent = 'Cleared.'
        break
    }
  }

  function exported(): void {
    if (state) state.textContent = 'Exported.'
  }

  async function choose(): Promise<void> {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.json,application/json'
    const file = await new Promise<File | undefined>((resolve) => {
      input.addEventListener('change', () => resolve(input.files?.[0]))
      input.click()
    })
    if (!file || !form) return
    const { filledInOf } = await import('./checklist-bundle.js')
    const result = filledInOf(await file.text(), readForm(form, ticked))
    if ('fault' in result) {
      if (state) state.textContent = `It cannot be imported: ${result.fault}`
      return
    }
    writeForm(form, result.filled, ticked)
    keep(key, JSON.stringify(result.filled))
    if (state) state.textContent = 'Imported.'
  }
}

function restore(form: HTMLFormElement, key: string, ticked: Map<string, string>): void {
  const text = kept(key)
  if (text === null) return
  try {
    writeForm(form, JSON.parse(text) as FilledIn, ticked)
  } catch {
    // What cannot be read is no checklist of ours.
  }
}

/** A tick says when; the first empty time of its item gets it, too. */
function tick(box: HTMLInputElement, ticked: Map<string, string>): void {
  if (!box.checked) {
    ticked.delete(box.name)
    return
  }
  ticked.set(box.name, new Date().toISOString())
  const times = box.closest('li')?.querySelectorAll<HTMLInputElement>('input[data-kind="time"]') ?? []
  const last = [...times].at(-1)
  if (last && last.value === '') last.value = timeNow()
}

function addTimeButtons(form: HTMLFormElement): void {
  for (const field of form.querySelectorAll<HTMLInputElement>('input[data-kind="time"]')) {
    const now = button('now', 'now', () => {
      field.value = timeNow()
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    now.setAttribute('aria-label', 'Set the time to now, in UTC')
    const label = field.closest('label')
    if (label === null) continue
    // On a narrow screen the two go to the next line together.
    const both = document.createElement('span')
    both.className = 'timed'
    label.replaceWith(both)
    both.append(label, now)
  }
}

/** Hours and minutes in UTC, as everywhere in a record. */
function timeNow(): string {
  return new Date().toISOString().slice(11, 16)
}
