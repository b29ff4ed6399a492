/**
 * The service worker. Pages come from the network while there is one, from what was kept when there is none; files that
 * are named by their contents come from what was kept. It never reloads a page. Its name stays for ever; the file `sw.off`
 * beside it turns it off: it forgets everything and unregisters itself.
 */
interface WorkerScope {
  registration: ServiceWorkerRegistration
  clients: {
    matchAll(): Promise<
      readonly { url: string; postMessage(message: unknown, transfer: readonly Transferable[]): void }[]
    >
    claim(): Promise<void>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listen: (event: LastingEvent) => void): void
  addEventListener(type: 'fetch', listen: (event: LastingEvent & FetchPart) => void): void
  addEventListener(type: 'message', listen: (event: LastingEvent & { data: unknown }) => void): void
}
interface LastingEvent {
  waitUntil(work: Promise<unknown>): void
}
interface FetchPart {
  request: Request
  respondWith(response: Promise<Response>): void
}

const scope = globalThis as unknown as WorkerScope
const root = new URL('./', location.href)
const CACHE = 'rk-pages-1'
/** A page that has not come by then is shown as it was kept. */
const PATIENCE = 3000
/** Once it is turned off, nothing is kept any more: opening a cache would make it again. */
let isOff = false

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
scope.addEventListener('message', (event) => {
  if (event.data === 'keep-all' && !isOff) event.waitUntil(keepAll())
  if (event.data === 'drop') event.waitUntil(caches.delete(CACHE))
  // Every page says that it is there, after it has registered: only then does turning off last.
  if (Array.isArray(event.data)) event.waitUntil(greet(event.data.map(String)))
})
scope.addEventListener('fetch', (event) => {
  if (isOff) return
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return
  const isNamedByContents = url.pathname.startsWith(`${root.pathname}assets/`)
  event.respondWith(isNamedByContents ? fromKept(request) : fromNetwork(event))
})

/** One that is kept never changes: its name would. */
async function fromKept(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const known = await cache.match(request, { ignoreSearch: true })
  if (known) return known
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

async function fromNetwork(event: LastingEvent & FetchPart): Promise<Response> {
  const { request } = event
  const cache = await caches.open(CACHE)
  const known = await cache.match(request, { ignoreSearch: true })
  const fresh = fetchAndKeep(request, cache, known)
  event.waitUntil(fresh.catch(() => undefined))
  if (!known) return fresh
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(known.clone()), PATIENCE)
  })
  return Promise.race([fresh.catch(() => known.clone()), late])
}

async function fetchAndKeep(request: Request, cache: Cache, known: Response | undefined): Promise<Response> {
  const before = known ? await known.clone().text() : null
  const response = await fetch(request)
  if (!response.ok || response.redirected) return response
  const key = request.url.replace(/[?#].*/, '')
  await cache.put(key, response.clone())
  if (before !== null && before !== (await response.clone().text())) await tellOf(key)
  return response
}

/** A page that is open still shows the older text: it is told, and left alone. */
async function tellOf(url: string): Promise<void> {
  for (const client of await scope.clients.matchAll()) client.postMessage({ newer: url }, [])
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  const list = (await (await fetch(new URL('offline.json', root))).json()) as string[]
  let [kept, failed] = [0, 0]
  for (const path of list) {
    const url = new URL(path, root).href
    try {
      if (!path.startsWith('assets/') || !(await cache.match(url))) await cache.add(url)
      kept++
    } catch {
      failed++
    }
    if (kept % 10 === 0 || kept + failed === list.length) await tellProgress(kept + failed, list.length, failed)
  }
}

async function tellProgress(kept: number, of: number, failed: number): Promise<void> {
  for (const client of await scope.clients.matchAll()) client.postMessage({ kept, of, failed }, [])
}

/** Keeps what a page loaded before this worker was there, unless the worker is to be turned off. */
async function greet(loaded: readonly string[]): Promise<void> {
  if (await turnOffWhereAsked()) return
  const cache = await caches.open(CACHE)
  for (const address of loaded) {
    const url = address.replace(/[?#].*/, '')
    if (!url.startsWith(root.href) || (await cache.match(url))) continue
    // One that cannot be fetched now is kept when it is visited again.
    await cache.add(url).catch(() => undefined)
  }
}

async function turnOffWhereAsked(): Promise<boolean> {
  try {
    const { ok } = await fetch(new URL('sw.off', root), { cache: 'no-store' })
    if (!ok) return false
    isOff = true
    await caches.delete(CACHE)
    await scope.registration.unregister()
    return true
  } catch {
    // Without a network nobody asks for that.
    return false
  }
}
