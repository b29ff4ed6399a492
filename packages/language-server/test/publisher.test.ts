import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node'
import type { WorkspaceContext } from '../src/pack-context.js'
import { Publisher } from '../src/publisher.js'
import { Session, type OpenDocument } from '../src/session.js'
import { temporaryFolder } from '@keys/testkit'

const ignore = (): void => {}
const nothingBeside = (): WorkspaceContext => ({ options: {}, neighbors: new Map() })

function openPack() {
  const dir = join(temporaryFolder(), 'a pack')
  mkdirSync(dir)
  writeFileSync(join(dir, 'pack.json'), '{}')
  const document = { uri: pathToFileURL(join(dir, 'README.md')).href, version: 1, getText: () => '# Title\n' }
  return { dir, document }
}

test('many changes are validated once, and the last version is told', async () => {
  const { dir, document } = openPack()
  const published: PublishDiagnosticsParams[] = []
  const session = new Session(() => [document], nothingBeside, ignore)
  const publisher = new Publisher(session, { publish: (params) => published.push(params), complain: ignore }, 20)
  for (; document.version < 10; document.version++) {
    session.forget(dir)
    publisher.schedule(dir)
  }
  session.forget(dir)
  publisher.schedule(dir)
  await vi.waitFor(() => expect(published).not.toEqual([]))
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(published.map(({ version }) => version)).toEqual([10])
})

test('what changed while it was validated is not told', async () => {
  const { dir, document } = openPack()
  const publish = vi.fn<(params: PublishDiagnosticsParams) => void>()
  const session = new Session(() => [document], nothingBeside, ignore)
  await session.stateOf(dir)
  document.version++
  new Publisher(session, { publish, complain: ignore }, 0).schedule(dir)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(publish).not.toHaveBeenCalled()
})

test('nothing is told after it was stopped', async () => {
  const { dir, document } = openPack()
  const publish = vi.fn<(params: PublishDiagnosticsParams) => void>()
  const publisher = new Publisher(
    new Session(() => [document], nothingBeside, ignore),
    { publish, complain: ignore },
    5
  )
  publisher.schedule(dir)
  publisher.stop()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(publish).not.toHaveBeenCalled()
})

test('an address is the same however it is spelt', () => {
  const { document } = openPack()
  const session = new Session((): OpenDocument[] => [document], nothingBeside, ignore)
  expect(session.openAt(document.uri.replace('README', '%52EADME'))).toBe(document)
  expect(session.openAt('untitled:README.md')).toBeNull()
})
