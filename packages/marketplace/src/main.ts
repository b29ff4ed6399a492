/**
 * keys-marketplace: builds the pages, and serves them while they are worked on.
 */
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildSite, MissingAddressError, type BuildOptions, type BuildResult } from './node/build.js'
import { serveSite } from './node/serve.js'
import { isWritten, runLine, watchFolder } from './node/watch.js'
import { ListingError } from './read/listing.js'

const USAGE = `keys-marketplace: pages of runbooks, from an index and its tarballs

  keys-marketplace build   builds the pages and ends
  keys-marketplace serve   builds and serves them on this machine, and builds again when the index changes

  --index FILE       the index (dist/assets-index.json)
  --out FOLDER       where the pages are written (dist/marketplace)
  --site-url URL     the address under which they will stand: turns on canonical addresses, sitemap and social data
  --buy-url URL      where gated runbooks are bought, with {slug} and {entitlement} in it
  --published FILE   all addresses ever published (runbook-keys/urls.json): a build without one of them fails
  --record           adds the addresses of this build to that file
  --port NUMBER      for serve; any free one when absent
  --watch FOLDER     for serve: when something in it changes,
  --on-change LINE   this command is run, which makes the index again
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    index: { type: 'string', default: 'dist/assets-index.json' },
    out: { type: 'string', default: 'dist/marketplace' },
    'site-url': { type: 'string' },
    'buy-url': { type: 'string' },
    published: { type: 'string', default: 'runbook-keys/urls.json' },
    record: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    watch: { type: 'string' },
    'on-change': { type: 'string' },
    help: { type: 'boolean', default: false }
  }
})

const [command = 'serve'] = positionals
if (values.help || !['build', 'serve'].includes(command)) {
  process.stdout.write(USAGE)
  process.exit(values.help ? 0 : 2)
}

const options: BuildOptions = {
  index: resolve(values.index),
  out: resolve(values.out),
  siteUrl: siteUrlOf(values['site-url']),
  buyUrl: values['buy-url'],
  published: resolve(values.published),
  record: values.record
}

try {
  await build()
  if (command === 'serve') await serve()
} catch (error) {
  fail(error)
  process.exitCode = 1
}

async function build(): Promise<void> {
  const start = performance.now()
  const result = await buildSite(options)
  process.stdout.write(`${summaryOf(result, performance.now() - start)}\n`)
}

async function serve(): Promise<void> {
  const { url } = await serveSite({ folder: options.out, port: Number(values.port) })
  process.stdout.write(`Read them at ${url} (Ctrl-C ends)\n`)
  // The index is written last of all, as one file that takes the place of another.
  watchFolder(dirname(options.index), (name) => name === 'assets-index.json', build)
  const { watch: folder, 'on-change': line } = values
  if (folder !== undefined && line !== undefined) watchFolder(folder, isWritten, () => runLine(line))
}

function summaryOf({ runbooks, rendered, refused, files }: BuildResult, time: number): string {
  const refusals = refused.map(({ slug, reason }) => `\n  refused ${slug}: ${reason}`).join('')
  return `${runbooks} ${runbooks === 1 ? 'runbook' : 'runbooks'} (${rendered} rendered now), ${files} files in ${options.out}, ${(time / 1000).toFixed(1)} s${refusals}`
}

function siteUrlOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  if (!/^https?:\/\/[^\s?#]+$/.test(url)) {
    process.stderr.write(
      `--site-url is ${JSON.stringify(url)}; expected an address such as https://runbooks.example.com/\n`
    )
    process.exit(2)
  }
  return url.endsWith('/') ? url : `${url}/`
}

function fail(error: unknown): void {
  // What the system says names the path and the reason; where in this program it was said helps nobody.
  const isOfSystem = error instanceof Error && 'syscall' in error
  const isKnown = isOfSystem || error instanceof ListingError || error instanceof MissingAddressError
  const text = error instanceof Error ? (isKnown ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`${text}\n`)
}
