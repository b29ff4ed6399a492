/** The examples of the page about embedding, as they stand there. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createContext, Script } from 'node:vm'
import { build } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import type { Intent, OpenRun, Performed, RunPack, Session, SessionOptions, SessionPorts } from '../src/index.js'
import { folderStore, nodeProcesses, randomIds, systemClock, whoAmI } from '../src/node.js'
import { fixturePack } from './support/fixture.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-embedding-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const page = readFileSync(join(process.cwd(), '..', '..', 'docs', 'runbook-keys', 'EMBEDDING.md'), 'utf8')
const [bot = '', resuming = '', browser = ''] = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code ?? '')

interface Button {
  label: string
  intent: Intent
  at: number
}
interface Bot {
  open: (text: unknown, folder: string, operator: string, environment: Record<string, string>) => Promise<Session>
  ask: (session: Session) => { text: string; buttons: Button[] }
  press: (session: Session, button: Button, reason?: string, say?: (text: string) => void) => Promise<string | null>
}
interface Resuming {
  reopen: (run: string, ports: SessionPorts, options: SessionOptions) => Promise<{ session: Session; news: string[] }>
}
interface Page {
  openInPage(pack: RunPack, operator: string): Promise<Session>
  report(session: Session, status: number, output: string): Promise<Performed>
  readRunPack(text: unknown): RunPack
}

const alias = {
  '@keys/runner/node': join(process.cwd(), 'src', 'node.ts'),
  '@keys/runner': join(process.cwd(), 'src', 'index.ts')
}

/** Makes a module of an example. */
async function moduleOf<Module>(name: string, code: string): Promise<Module> {
  const [entry, outfile] = [join(folder, `${name}.js`), join(folder, `${name}.mjs`)]
  writeFileSync(entry, code)
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', alias })
  return await import(pathToFileURL(outfile).href)
}

/** The small runbook, with commands that run here. */
const pack = fixturePack((text) =>
  text
    .replace('echo "$QUEUE_URL"', 'echo there')
    .replace('prepare\n', 'true\n')
    .replace('count --token "$TOKEN"', 'echo "token $TOKEN"; echo "2 stuck jobs"')
    .replace('restart\n', 'echo restarted\n')
    .replace('status "$NICE"', 'echo stopped')
    .replace('stop\n', 'echo taken back\n')
)

test('the bot walks a run by its buttons, and another one goes on with it', async () => {
  const { open, ask, press } = await moduleOf<Bot>('bot', bot)
  const environment = { PATH: process.env['PATH'] ?? '', QUEUE_URL: 'queue', TOKEN: 'tok_fake-not-a-secret' }
  const session = await open({ contentHash: pack.contentHash, files: pack.files }, folder, 'mara', environment)
  const heard: string[] = []
  const pressed: string[] = []
  const push = async (label: string): Promise<string | null> => {
    const button = ask(session).buttons.find((one) => one.label.startsWith(label))
    if (!button) throw new Error(`no button ${label} beneath ${ask(session).text}`)
    pressed.push(button.label)
    return press(session, button, undefined, (text) => heard.push(text))
  }
  for (const label of ['Run: echo there', '`there`', 'Run: true', 'Run: echo "token', '`/stuck', 'True: nobody']) {
    expect([label, await push(label)]).toEqual([label, null])
  }
  const [old] = ask(session).buttons
  for (const label of ['Run: echo restarted', 'Run: echo stopped', 'fails', 'Run: echo taken back']) {
    expect([label, await push(label)]).toEqual([label, null])
  }
  expect(heard.join('')).toContain('token [secret:TOKEN]\n2 stuck jobs')
  expect(await press(session, old!)).toBe('Somebody was faster: look again.')
  await session.close('handed-over', 'theo')

  const { reopen } = await moduleOf<Resuming>('resuming', resuming)
  const ports = { storage: folderStore(folder), processes: nodeProcesses(), clock: systemClock, ids: randomIds }
  const options = { ...whoAmI(), operator: 'theo', tool: 'bot 1.0.0', environment, folder }
  const again = await reopen(session.state.run, ports, options)
  expect(again.news).toEqual([])
  const [last] = ask(again.session).buttons.slice(-1)
  expect(await press(again.session, last!)).toBeNull()
  expect(ask(again.session)).toEqual({ text: 'The end: stop:escalate', buttons: [] })
  await again.session.close('ended')
})

test('what happened to a run meanwhile is told', async () => {
  const { open, ask, press } = await moduleOf<Bot>('bot-again', bot)
  const { reopen } = await moduleOf<Resuming>('resuming-again', resuming)
  const environment = { PATH: process.env['PATH'] ?? '', QUEUE_URL: 'queue', TOKEN: '' }
  const session = await open({ contentHash: pack.contentHash, files: pack.files }, folder, 'mara', environment)
  const [button] = ask(session).buttons
  await press(session, button!, undefined, () => {})
  await session.close('interrupted')
  const storage = folderStore(folder)
  const open2: OpenRun = await storage.open(session.state.run, { ...whoAmI(), since: systemClock.now() })
  await open2.append('{"sequence"')
  await open2.close()
  const ports = { storage, processes: nodeProcesses(), clock: systemClock, ids: randomIds }
  const { session: other, news } = await reopen(session.state.run, ports, {
    ...whoAmI(),
    tool: 'bot',
    environment,
    folder
  })
  expect(news).toEqual([expect.stringMatching(/^The last line was not written to its end; it lies in torn-/)])
  await other.close('stopped')
})

test('the core walks a run where there is nothing but what a web worker has', async () => {
  const stdin = {
    contents: `${browser}\nexport { readRunPack } from '@keys/runner'`,
    resolveDir: process.cwd(),
    loader: 'js'
  } as const
  // What needs Node does not go through this at all: esbuild refuses it.
  const { outputFiles } = await build({
    stdin,
    write: false,
    bundle: true,
    platform: 'browser',
    // A page has a document besides; one of the parsers beneath uses it where it is.
    conditions: ['worker'],
    format: 'iife',
    globalName: 'page',
    alias
  })
  const { crypto, performance } = globalThis
  const sandbox = createContext({
    TextEncoder,
    TextDecoder,
    URL,
    btoa,
    atob,
    crypto,
    performance,
    setTimeout,
    clearTimeout
  })
  new Script(outputFiles[0]?.text ?? '').runInContext(sandbox)
  const inPage: Page = sandbox['page']
  const session = await inPage.openInPage(
    inPage.readRunPack({ contentHash: pack.contentHash, files: pack.files }),
    'mara'
  )
  await inPage.report(session, 0, 'there')
  expect(session.situation?.evaluation).toMatchObject({ type: 'suggests', choice: { type: 'branch', index: 0 } })
  await session.perform({ type: 'choose', choice: { type: 'branch', index: 0 } })
  expect(session.situation?.step.id).toBe('how-many-wait')
})
