// Takes the picture of the README from the real page: pnpm --filter @keys/marketplace screenshot
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startBrowser } from '../test/support/browser.ts'

const root = join(import.meta.dirname, '../../..')
const target = join(root, 'docs/marketplace.png')
const folder = mkdtempSync(join(tmpdir(), 'keys-marketplace-'))
// Not from its source: pages are rendered by what was built.
const BUILT = '../dist/index.js'
const { buildSite, serveSite } = (await import(BUILT)) as typeof import('../src/index.ts')

await buildSite({ index: join(root, 'dist/assets-index.json'), out: folder })
const { server, url } = await serveSite({ folder, port: 0 })
const browser = await startBrowser()
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 860 },
    deviceScaleFactor: 1,
    colorScheme: 'light',
    reducedMotion: 'reduce'
  })
  await page.goto(`${url}r/stripe-webhook-failure/#find-out-who-answers`)
  await page.locator('.spine li.here[data-step=find-out-who-answers]').waitFor()
  mkdirSync(dirname(target), { recursive: true })
  await page.screenshot({ path: target })
  console.log(target)
} finally {
  await browser.close()
  server.close()
  rmSync(folder, { recursive: true, force: true })
}
