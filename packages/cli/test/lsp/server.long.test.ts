import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  CodeActionKind,
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  DiagnosticSeverity,
  DidSaveTextDocumentNotification,
  DocumentSymbolRequest,
  HoverRequest,
  type CodeAction,
  type CompletionItem,
  type DocumentSymbol,
  type Position,
  type PublishDiagnosticsParams,
  type Range,
  type TextDocumentEdit
} from 'vscode-languageserver/node'
import { LspClient } from '@keys/testkit/lsp-client'
import { temporaryFolder, workspaceCopy } from '../support.js'

const KEYS = join(import.meta.dirname, '../../bin/keys.js')
const PACK = 'runbook-keys/stripe-webhook-failure'

function startServer(folder: string, args: readonly string[] = ['--stdio']): LspClient {
  return new LspClient([KEYS, 'lsp', ...args], folder)
}

/** The place of the first such words in a text, as the protocol counts. */
function rangeOf(text: string, words: string): Range {
  if (!text.includes(words)) throw new Error(`${words} is not there`)
  const lines = text.slice(0, text.indexOf(words)).split('\n')
  const start = { line: lines.length - 1, character: lines.at(-1)!.length }
  return { start, end: { line: start.line, character: start.character + words.length } }
}

/** The place between the words before and after a `|`. */
function cursorIn(text: string, words: string): Position {
  const [before = ''] = words.split('|')
  const { start } = rangeOf(text, words.replace('|', ''))
  return { line: start.line, character: start.character + before.length }
}

/** A range without its first and its last character. */
function inside({ start, end }: Range): Range {
  return {
    start: { ...start, character: start.character + 1 },
    end: { ...end, character: end.character - 1 }
  }
}

function codesOf({ diagnostics }: PublishDiagnosticsParams) {
  return diagnostics.map(({ code }) => code)
}

function changed(text: string, from: string, to: string): string {
  const result = text.replace(from, to)
  if (result === text) throw new Error(`${from} is not there`)
  return result
}

describe('findings', () => {
  test('show what is wrong while it is written, and go when it is fixed or closed', async () => {
    const root = workspaceCopy()
    const path = join(root, PACK, 'README.md')
    const good = readFileSync(path, 'utf8')
    // Two code units before the finding, so that its column tells UTF-16 from anything else.
    const bad = changed(good, 'Continue to [Step 2]', '\u{1F511} Continue to [Step 99]')
    const client = await startServer(root).initialize()

    const uri = await client.open(path, bad)
    const first = await client.findings(uri)
    expect(first.version).toBe(1)
    expect(first.diagnostics.find(({ code }) => code === 'flow/target-missing')).toMatchObject({
      code: 'flow/target-missing',
      severity: DiagnosticSeverity.Error,
      source: 'keys',
      codeDescription: { href: expect.stringMatching(/\/flow\/target-missing\.md$/) },
      range: rangeOf(bad, '[Step 99]')
    })

    await client.change(uri, 2, good)
    expect(codesOf(await client.findings(uri, ({ version }) => version === 2))).not.toContain('flow/target-missing')

    await client.change(uri, 3, bad)
    await client.findings(uri, ({ version }) => version === 3)
    await client.close(uri)
    expect(await client.findings(uri, ({ version }) => version === undefined)).toEqual({ uri, diagnostics: [] })
    expect(await client.leave()).toBe(0)
  })

  test('of one document follow the others, open or not', async () => {
    const root = workspaceCopy()
    const readme = join(root, PACK, 'README.md')
    const text = readFileSync(readme, 'utf8')
    const client = await startServer(root).initialize()
    const checklist = await client.open(join(root, PACK, 'checklist.md'))
    expect(codesOf(await client.findings(checklist))).not.toContain('checklist/step-missing')

    const runbook = await client.open(readme, changed(text, '### Step 7: ', '### Step 8: '))
    await client.findings(checklist, (params) => codesOf(params).includes('checklist/step-missing'))

    await client.change(runbook, 2, text)
    await client.findings(runbook, ({ version }) => version === 2)
    writeFileSync(join(root, PACK, 'pack.json'), '{')
    await client.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri: runbook } })
    const manifest = await client.open(join(root, PACK, 'pack.json'))
    expect(codesOf(await client.findings(manifest))).toContain('pack/json-syntax')
    expect(await client.leave()).toBe(0)
  })
})

test('the configuration of the workspace holds, and one that is wrong does no harm', async () => {
  const root = workspaceCopy()
  const path = join(root, PACK, 'README.md')
  const bad = changed(readFileSync(path, 'utf8'), 'Continue to [Step 2]', 'Continue to [Step 99]')
  const config = join(root, 'keys.config.json')
  writeFileSync(config, JSON.stringify({ rules: { 'flow/target-missing': 'off' } }))
  const client = await startServer(root).initialize()
  const uri = await client.open(path, bad)
  expect(codesOf(await client.findings(uri))).not.toContain('flow/target-missing')

  writeFileSync(config, '{"rules": 7}')
  await client.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } })
  await client.findings(uri, (params) => codesOf(params).includes('flow/target-missing'))
  expect(await client.leave()).toBe(0)
})

test('answers what an editor asks', async () => {
  const root = workspaceCopy()
  const path = join(root, PACK, 'README.md')
  const text = readFileSync(path, 'utf8')
  const client = await startServer(root).initialize()
  const { connection, capabilities } = client
  expect(capabilities).toMatchObject({ hoverProvider: true, definitionProvider: true, documentSymbolProvider: true })
  const uri = await client.open(path)
  const at = (words: string) => ({ textDocument: { uri }, position: cursorIn(text, words) })

  expect(await connection.sendRequest(HoverRequest.type, at('**If `40|0`'))).toMatchObject({
    contents: { kind: 'markdown', value: expect.stringContaining('`400`') }
  })
  expect(
    await connection.sendRequest(HoverRequest.type, at('`@keys/runbook-|data-reconciliation-mismatch`'))
  ).toMatchObject({
    contents: { value: expect.stringContaining('Data reconciliation') }
  })
  expect(await connection.sendRequest(DefinitionRequest.type, at('Continue to [Step| 2]'))).toEqual({
    uri,
    range: rangeOf(text, '### Step 2: Endpoint or host')
  })
  // A text whose commands name an input themselves.
  const other = join(root, 'runbook-keys/postgres-connections-exhausted')
  const otherText = readFileSync(join(other, 'README.md'), 'utf8')
  const input = cursorIn(otherText, '"$EVIDENCE|_DIR/')
  const textDocument = { uri: await client.open(join(other, 'README.md')) }
  expect(await connection.sendRequest(DefinitionRequest.type, { textDocument, position: input })).toEqual({
    uri: pathToFileURL(join(other, 'pack.json')).href,
    range: rangeOf(readFileSync(join(other, 'pack.json'), 'utf8'), '"EVIDENCE_DIR"')
  })
  const symbols = (await connection.sendRequest(DocumentSymbolRequest.type, {
    textDocument: { uri }
  })) as DocumentSymbol[]
  // How long a section takes is no part of its name.
  const headings = [...text.matchAll(/^## (.+?)(?: \(.+\))?$/gm)].map(([, heading]) => heading)
  expect(symbols.map(({ name }) => name)).toEqual(headings)
  expect(symbols.find(({ name }) => name === 'Diagnosis flow')).toMatchObject({
    children: { 0: { name: 'Step 1: Find out who answers' } }
  })

  const typed = changed(text, 'Continue to [Step 2]', 'Come to [St')
  await client.change(uri, 2, typed)
  const items = (await connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position: cursorIn(typed, 'Come to [St|')
  })) as CompletionItem[]
  expect(items.find(({ label }) => label === 'Step 2')).toMatchObject({
    textEdit: {
      newText: 'Step 2]',
      range: { start: cursorIn(typed, 'Come to [|St'), end: cursorIn(typed, 'Come to [St|') }
    }
  })
  expect(await client.leave()).toBe(0)
})

test('offers fixes that fix what is found', async () => {
  const root = workspaceCopy()
  const path = join(root, PACK, 'checklist.md')
  const bad = changed(readFileSync(path, 'utf8'), '- [ ] [Check 2]', '- [x] [Check 2]')
  const client = await startServer(root).initialize()
  const uri = await client.open(path, bad)
  await client.findings(uri)
  const request = { textDocument: { uri }, range: rangeOf(bad, '[x]'), context: { diagnostics: [] } }
  const actions = (await client.connection.sendRequest(CodeActionRequest.type, request)) as CodeAction[]
  expect(actions).toHaveLength(1)
  expect(actions[0]).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'checklist/already-ticked' }] })
  const changes = (actions[0]?.edit?.documentChanges ?? []) as TextDocumentEdit[]
  expect(changes).toEqual([
    { textDocument: { uri, version: 1 }, edits: [{ range: inside(rangeOf(bad, '[x]')), newText: ' ' }] }
  ])
  await client.change(uri, 2, bad.replace('[x]', '[ ]'))
  const fixed = codesOf(await client.findings(uri, ({ version }) => version === 2))
  expect(fixed).not.toContain('checklist/already-ticked')
  const refactorings = { ...request, context: { diagnostics: [], only: [CodeActionKind.Refactor] } }
  expect(await client.connection.sendRequest(CodeActionRequest.type, refactorings)).toBeNull()
  expect(await client.leave()).toBe(0)
})

describe('whatever comes', () => {
  const ASKS = ['completion', 'hover', 'definition', 'documentSymbol', 'codeAction'] as const

  test('files that are no documents of packs, and documents that are not there, give nothing', async () => {
    const root = workspaceCopy()
    const outside = join(temporaryFolder(), 'README.md')
    writeFileSync(outside, '# Anything\n')
    const client = await startServer(root, []).initialize()
    const uris = [
      await client.open(outside),
      await client.open(join(root, PACK, 'other.md'), '[Step 1]'),
      await client.open(join(root, 'nowhere/README.md'), '[Step 1]'),
      'untitled:Untitled-1',
      'file://host/share/README.md',
      'file:///%00/README.md',
      '\u0000',
      ''
    ]
    for (const uri of uris) {
      for (const ask of ASKS) {
        const position = { line: 0, character: 3 }
        const range = { start: position, end: position }
        const params = { textDocument: { uri }, position, range, context: { diagnostics: [] } }
        expect(await client.connection.sendRequest(`textDocument/${ask}`, params)).toBeNull()
      }
    }
    expect(await client.leave()).toBe(0)
  })

  test('malformed requests are refused and harm nothing', async () => {
    const root = workspaceCopy()
    const client = await startServer(root).initialize()
    const uri = await client.open(join(root, PACK, 'README.md'))
    for (const params of [
      {},
      { textDocument: null },
      { textDocument: { uri: 7 } },
      { textDocument: { uri } },
      null,
      []
    ]) {
      for (const ask of ASKS) await client.connection.sendRequest(`textDocument/${ask}`, params).catch(() => {})
      for (const told of ['didOpen', 'didChange', 'didClose', 'didSave']) {
        await client.connection.sendNotification(`textDocument/${told}`, params)
      }
    }
    await expect(client.connection.sendRequest('keys/unknown', {})).rejects.toThrow(/Unhandled method/)
    for (const position of [
      { line: -1, character: -5 },
      { line: 1e9, character: 1e9 }
    ]) {
      await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position })
    }
    client.process.stdin.write('Content-Length: 5\r\n\r\n{"a":')
    const checklist = await client.open(join(root, PACK, 'checklist.md'))
    await client.findings(checklist)
    expect(await client.leave()).toBe(0)
  })

  test('huge texts and deleted packs are no harm', async () => {
    const root = workspaceCopy()
    const client = await startServer(root).initialize()
    const uri = await client.open(join(root, PACK, 'README.md'), '[Step 1] `'.repeat(300_000))
    expect(codesOf(await client.findings(uri))).toContain('pack/file-too-large')
    const position = { line: 0, character: 5 }
    expect(await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position })).toBeNull()

    const dense = `# ${'`a` [Step 1] **If `> 0`** '.repeat(9000)}`
    await client.change(uri, 2, dense)
    await client.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position })

    rmSync(join(root, PACK), { recursive: true })
    await client.change(uri, 3, '# Gone\n')
    expect(await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position })).toBeNull()
    await client.close(uri)
    expect(await client.findings(uri, ({ version }) => version === undefined)).toEqual({ uri, diagnostics: [] })
    expect(await client.leave()).toBe(0)
  })

  test('an editor that goes away takes the server with it', async () => {
    const client = await startServer(workspaceCopy()).initialize()
    const exit = new Promise((resolve) => client.process.once('exit', resolve))
    client.process.stdin.end()
    expect(await exit).toBe(1)
  })
})
