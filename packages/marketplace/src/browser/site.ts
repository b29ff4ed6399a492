/**
 * What every page does: the theme, copying, the search key, and reading without a network.
 */
import { addCopyButtons } from './copy.js'
import { byId, keep } from './dom.js'
import { startOffline } from './offline.js'

const THEMES = ['', 'light', 'dark'] as const
const THEME_WORDS = { '': 'as the system has it', light: 'light', dark: 'dark' } as const

function startTheme(): void {
  const button = byId('rk-theme', HTMLButtonElement)
  const root = document.documentElement
  const current = (): (typeof THEMES)[number] => THEMES.find((theme) => theme === root.dataset['theme']) ?? ''
  const describe = (): void => {
    button?.setAttribute('aria-label', `Color theme: ${THEME_WORDS[current()]}. Change it`)
  }
  button?.addEventListener('click', () => {
    const next = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length] ?? ''
    if (next === '') delete root.dataset['theme']
    else root.dataset['theme'] = next
    keep('rk-theme', next === '' ? null : next)
    describe()
  })
  describe()
}

/** `/` goes to the search, as on other sites; never while somebody types. */
function startKeys(): void {
  addEventListener('keydown', (event) => {
    const { target } = event
    const isTyping = target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
    const field = document.querySelector<HTMLInputElement>('input[type="search"]')
    if (!field) return
    event.preventDefault()
    field.focus()
    field.select()
  })
}

startTheme()
startKeys()
addCopyButtons(document)
startOffline()
