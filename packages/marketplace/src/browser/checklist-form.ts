/**
 * Between the form of a checklist and what was filled in.
 */

/** What was filled in. */
export interface FilledIn {
  incident: string
  operator: string
  items: readonly FilledItem[]
}

/** An item of a checklist as it stands. */
export interface FilledItem {
  id: string
  /** The words of the item, without its blanks. */
  text: string
  /** The id of its step; null for an item that belongs to none. */
  step: string | null
  isTicked: boolean
  /** When it was ticked, ISO 8601 in UTC; null for one that is not. */
  at: string | null
  /** Values by place, with what each is called. */
  values: readonly { label: string; value: string }[]
}

/** Reads a form. */
export function readForm(form: HTMLFormElement, ticked: ReadonlyMap<string, string>): FilledIn {
  return {
    incident: fieldOf(form, 'incident')?.value ?? '',
    operator: fieldOf(form, 'operator')?.value ?? '',
    items: itemsOf(form).map((item) => {
      const id = item.dataset['item'] ?? ''
      const box = item.querySelector<HTMLInputElement>('input[type="checkbox"]')
      return {
        id,
        text: item.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent.trim() ?? '',
        step: item.dataset['step'] ?? null,
        isTicked: box?.checked === true,
        at: box?.checked === true ? (ticked.get(id) ?? null) : null,
        values: slotsOf(item).map((field) => ({
          label: field.closest('label')?.textContent.trim() ?? '',
          value: field.value
        }))
      }
    })
  }
}

/** Fills a form in. */
export function writeForm(form: HTMLFormElement, filled: FilledIn, ticked: Map<string, string>): void {
  for (const name of ['incident', 'operator'] as const) {
    const field = fieldOf(form, name)
    if (field) field.value = filled[name]
  }
  const byId = new Map(filled.items.map((item) => [item.id, item]))
  for (const item of itemsOf(form)) {
    const known = byId.get(item.dataset['item'] ?? '')
    if (!known) continue
    const box = item.querySelector<HTMLInputElement>('input[type="checkbox"]')
    if (box) box.checked = known.isTicked
    if (known.at === null) ticked.delete(known.id)
    else ticked.set(known.id, known.at)
    for (const [place, field] of slotsOf(item).entries()) field.value = known.values[place]?.value ?? ''
  }
}

/** The checklist as Markdown, as somebody would have filled it in by hand. */
export function toMarkdown(form: HTMLFormElement, ticked: ReadonlyMap<string, string>): string {
  const { incident, operator, items } = readForm(form, ticked)
  const byId = new Map(items.map((item) => [item.id, item]))
  const phases = [...form.querySelectorAll('fieldset')].flatMap((phase) => [
    '',
    `## ${phase.querySelector('legend')?.textContent.trim() ?? ''}`,
    '',
    ...itemsOf(phase).flatMap((element) => {
      const item = byId.get(element.dataset['item'] ?? '')
      return item ? [lineOf(item)] : []
    })
  ])
  const title = document.querySelector('h1')?.textContent ?? ''
  const version = document.querySelector<HTMLElement>('article.runbook')?.dataset['version'] ?? ''
  const head = [`# Checklist: ${title} ${version}`, '', `Incident: ${incident || '-'} Worked by: ${operator || '-'}`]
  return `${[...head, ...phases].join('\n')}\n`
}

function lineOf({ isTicked, text, values, at }: FilledItem): string {
  const filled = values.map(({ label, value }) => `${label}: ${value === '' ? '-' : value}`).join(' ')
  const when = at === null ? '' : ` (ticked ${at})`
  return `- [${isTicked ? 'x' : ' '}] ${[text, filled].filter(Boolean).join(' ')}${when}`
}

function itemsOf(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('li[data-item]')]
}

function slotsOf(item: ParentNode): HTMLInputElement[] {
  return [...item.querySelectorAll<HTMLInputElement>('.slot input')]
}

function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement | null {
  const field = form.elements.namedItem(name)
  return field instanceof HTMLInputElement ? field : null
}
