/**
 * The graph follows the reader: the step in sight is marked with its ways in and out, and so is one that is pointed at.
 */

/** Starts the graph of a page that has one. */
export function startSpine(): void {
  const spine = document.querySelector<HTMLElement>('.spine')
  if (!spine) return
  const rows = new Map(
    [...spine.querySelectorAll<HTMLElement>('li.row')].map((row) => [row.dataset['step'] ?? '', row])
  )
  const mark = (id: string | null, name: string): void => {
    for (const marked of spine.querySelectorAll(`.${name}, .${name}-in, .${name}-out`)) {
      marked.classList.remove(name, `${name}-in`, `${name}-out`)
    }
    if (id === null) return
    rows.get(id)?.classList.add(name)
    for (const line of spine.querySelectorAll<SVGElement>('[data-from], [data-to], [data-step]')) {
      const { from, to, step } = line.dataset
      if (from === id) line.classList.add(`${name}-out`)
      if (to === id && from !== undefined) line.classList.add(`${name}-in`)
      if (step === id) line.classList.add(name)
    }
  }
  for (const [id, row] of rows) {
    row.addEventListener('pointerenter', () => mark(id, 'seen'))
    row.addEventListener('pointerleave', () => mark(null, 'seen'))
    row.addEventListener('focusin', () => mark(id, 'seen'))
    row.addEventListener('focusout', () => mark(null, 'seen'))
  }
  watchReading((id) => {
    mark(id, 'here')
    const row = id === null ? undefined : rows.get(id)
    for (const other of spine.querySelectorAll('[aria-current]')) other.removeAttribute('aria-current')
    row?.querySelector('a')?.setAttribute('aria-current', 'step')
    if (row) bringIntoSight(spine, row)
  })
}

/** Tells which step is being read: the last one whose beginning is above the upper third of the window. */
function watchReading(tell: (id: string | null) => void): void {
  const steps = [...document.querySelectorAll<HTMLElement>('section.step')]
  let current: string | null = null
  let isWaiting = false
  const look = (): void => {
    isWaiting = false
    const line = innerHeight / 3
    const step = steps.findLast((one) => one.getBoundingClientRect().top <= line)
    const bottom = steps.at(-1)?.getBoundingClientRect().bottom ?? 0
    const id = step === undefined || bottom < 0 ? null : (step.dataset['step'] ?? null)
    if (id !== current) tell(id)
    current = id
  }
  const later = (): void => {
    if (!isWaiting) requestAnimationFrame(look)
    isWaiting = true
  }
  addEventListener('scroll', later, { passive: true })
  addEventListener('resize', later, { passive: true })
  later()
}

/** Scrolls the graph alone, never the page. */
function bringIntoSight(spine: HTMLElement, row: HTMLElement): void {
  const frame = spine.getBoundingClientRect()
  const place = row.getBoundingClientRect()
  if (place.top < frame.top + 40) spine.scrollTop -= frame.top + 40 - place.top
  else if (place.bottom > frame.bottom - 40) spine.scrollTop += place.bottom - frame.bottom + 40
}
