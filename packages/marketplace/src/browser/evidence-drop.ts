/**
 * An evidence file is dropped, and its way is drawn on the graph. The file is read here and goes nowhere.
 */
import { button, byId, make } from './dom.js'
import type { DrawnRun } from './evidence.js'

/** Starts the place where evidence is dropped. */
export function startEvidence(): void {
  const drop = byId('rk-drop', HTMLDivElement)
  const input = byId('rk-file', HTMLInputElement)
  const way = byId('rk-way', HTMLDivElement)
  const article = document.querySelector<HTMLElement>('article.runbook')
  if (!drop || !input || !way || !article) return
  const show = async (file: File | undefined): Promise<void> => {
    if (!file) return
    way.textContent = 'Reading ...'
    const { readRun } = await import('./evidence.js')
    const run = readRun(new Uint8Array(await file.arrayBuffer()))
    draw(run, way, article)
  }
  input.addEventListener('change', () => void show(input.files?.[0]))
  for (const type of ['dragenter', 'dragover'] as const) {
    drop.addEventListener(type, (event) => {
      event.preventDefault()
      drop.classList.add('over')
    })
  }
  drop.addEventListener('dragleave', () => drop.classList.remove('over'))
  drop.addEventListener('drop', (event) => {
    event.preventDefault()
    drop.classList.remove('over')
    void show(event.dataTransfer?.files[0])
  })
}

function draw(run: DrawnRun, place: HTMLElement, article: HTMLElement): void {
  clear()
  const verdict = make('p', `verdict-line ${run.faults.length === 0 ? 'holds' : 'breaks'}`)
  verdict.textContent =
    run.faults.length === 0
      ? 'The chain holds: nothing in this record was changed after it was written.'
      : `Do not trust this record: ${run.faults.join(' ')}`
  const notes = run.notices.map((text) => make('p', 'quiet', text))
  if (run.pack !== null && run.pack.slug !== article.dataset['slug']) {
    notes.push(make('p', 'warn', `This is a run of another runbook: ${run.pack.title}. Open its page to see its way.`))
    place.replaceChildren(verdict, ...notes)
    return
  }
  if (run.pack !== null && run.pack.contentHash !== article.dataset['hash']) {
    notes.push(
      make('p', 'warn', `The run followed version ${run.pack.version} with another text than this page shows.`)
    )
  }
  const list = make('ol', 'way-taken', ...run.way.map(lineOf))
  const reset = button('Take the way off the graph', 'plain', () => {
    clear()
    place.replaceChildren()
  })
  place.replaceChildren(verdict, ...notes, list, ...(run.way.length > 0 ? [reset] : []))
  paint(run)
}

function lineOf({ at, step, question, left, observed }: DrawnRun['way'][number]): HTMLElement {
  const link = make('a', '', question)
  link.href = `#${step}`
  const time = make('time', '', at.slice(11, 19))
  time.dateTime = at
  const seen = observed === null || observed === '' ? [] : [' ', make('code', '', observed)]
  return make('li', '', time, ' ', link, ' ', make('span', 'left', left), ...seen)
}

/** Rows and lines that were passed; each row says when it was first. */
function paint(run: DrawnRun): void {
  const spine = document.querySelector('.spine')
  if (!spine) return
  for (const { at, step, next } of run.way) {
    for (const element of spine.querySelectorAll<HTMLElement | SVGElement>('[data-step], [data-from]')) {
      const { step: own, from, to } = element.dataset
      if (own === step || (from === step && to === next)) element.classList.add('taken')
      if (own !== step || !(element instanceof HTMLLIElement) || element.querySelector('.at')) continue
      const time = make('time', 'at', at.slice(11, 16))
      time.dateTime = at
      element.querySelector('.ends')?.prepend(time)
    }
  }
}

function clear(): void {
  for (const element of document.querySelectorAll('.spine .taken')) element.classList.remove('taken')
  for (const time of document.querySelectorAll('.spine .at')) time.remove()
}
