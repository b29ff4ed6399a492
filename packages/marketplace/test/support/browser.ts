/** A real Chromium, as Debian packages it. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

// Debian's command is a script that knows one place alone: the program itself also runs where it was only unpacked.
const NAMES = ['../lib/chromium/chromium', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The path of the browser. */
export function browserPath(): string {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of NAMES) {
      try {
        accessSync(join(folder, name), constants.X_OK)
        return join(folder, name)
      } catch {
        // It is not there.
      }
    }
  }
  throw new Error('There is no Chromium on the PATH. On Debian: apt-get install -y chromium')
}

/**
 * Starts it.
 * @param args What it is started with beside the usual.
 */
export function startBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox', ...args] })
}

/** What happened in a page that must not. */
export interface Watched {
  page: Page
  /** Errors, violations of the policy, and requests to other hosts. */
  faults: string[]
}

/** A page that is watched: nothing may fail in it, break its policy, or leave its host. */
export async function watchedPage(context: BrowserContext, host: string): Promise<Watched> {
  const page = await context.newPage()
  const faults: string[] = []
  await page.exposeFunction('reportViolation', (text: string) => void faults.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      Reflect.get(globalThis, 'reportViolation')(`policy: ${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  page.on('pageerror', ({ message }) => faults.push(`error: ${message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${page.url()})`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.host !== host && /^https?:/.test(url.protocol)) faults.push(`request: ${request.url()}`)
  })
  return { page, faults }
}
