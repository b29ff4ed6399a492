/**
 * Reading without a network: the service worker, the page that keeps everything, and the word that there is a newer page.
 */
import { byId } from './dom.js'
import { workerAddress } from './trusted.js'

/** Where the site begins, seen from this page. */
const root = new URL(document.documentElement.dataset['root'] ?? './', location.href)

/** Starts what works without a network. On plain http browsers have no service workers, and nothing is lost by that. */
export function startOffline(): void {
  // Absent on plain http, whatever the types say.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  if (workers) {
    void register(workers).catch(() => undefined)
    workers.addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(data))
  }
  startKeeping(workers)
}

/** Registers the worker, and tells it what this page loaded before the worker answered for it. */
async function register(workers: ServiceWorkerContainer): Promise<void> {
  const isAnswered = workers.controller !== null
  await workers.register(workerAddress(new URL('sw.js', root).href), { scope: root.href })
  const { active } = await workers.ready
  const resources = performance.getEntriesByType('resource').map(({ name }) => name)
  active?.postMessage(isAnswered ? [] : [location.href, ...resources], [])
}

function hear(data: unknown): void {
  if (typeof data !== 'object' || data === null) return
  if ('newer' in data && data.newer === location.href.replace(/#.*/, '')) {
    const news = byId('rk-news', HTMLParagraphElement)
    if (!news) return
    news.hidden = false
    news.textContent =
      'A newer copy of this page is here. It is shown when you open the page again; nothing you filled in is lost.'
  }
  if ('kept' in data && 'of' in data) {
    const state = byId('rk-keep-state', HTMLParagraphElement)
    if (!state) return
    const [done, all] = [Number(data.kept), Number(data.of)]
    state.textContent =
      done < all
        ? `${done} of ${all} files are kept.`
        : `All ${all} files are kept. This site can be read without a network.`
    if ('failed' in data && Number(data.failed) > 0)
      state.textContent += ` ${Number(data.failed)} could not be fetched.`
  }
}

function startKeeping(workers: ServiceWorkerContainer | undefined): void {
  const state = byId('rk-keep-state', HTMLParagraphElement)
  const button = byId('rk-keep', HTMLButtonElement)
  if (!state || !button) return
  if (!workers) {
    state.textContent = 'This browser keeps nothing here: pages can be kept on https only.'
    button.disabled = true
    return
  }
  const tell = async (message: string): Promise<void> => (await workers.ready).active?.postMessage(message)
  button.addEventListener('click', () => {
    state.textContent = 'Fetching ...'
    // Otherwise a browser may clear what is kept when it needs room.
    void navigator.storage.persist().catch(() => undefined)
    void tell('keep-all')
  })
  byId('rk-drop-kept', HTMLButtonElement)?.addEventListener('click', () => {
    void tell('drop')
    state.textContent = 'What was kept is removed.'
  })
}
