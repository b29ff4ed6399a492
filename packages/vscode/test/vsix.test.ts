// The file that editors install, read as they read it, and the server in it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { edit, REPOSITORY, temporaryFolder, workspaceCopy, writeFiles } from '@keys/testkit'
import { LspClient } from '@keys/testkit/lsp-client'
import { afterAll, describe, expect, test } from 'vitest'
import { openPromise } from 'yauzl'
import { version, writeVsix } from '../scripts/vsix.ts'
import { installedServer } from '../src/server-program.ts'

const PACK = 'runbook-keys/stripe-webhook-failure'

const folder = mkdtempSync(join(tmpdir(), 'keys-vsix-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const packed = join(folder, 'extension.vsix')
await writeVsix(packed)

/** What is in the file, by path. */
const files = new Map<string, Buffer>()
const zip = await openPromise(packed)
for await (const entry of zip.eachEntry()) {
  files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
}

const textOf = (path: string): string => String(files.get(path))
const manifest = JSON.parse(textOf('extension/package.json')) as {
  name: string
  version: string
  publisher: string
  main: string
  contributes: { jsonValidation: { url: string }[] }
}

describe('what is packed', () => {
  test('is everything that its manifests name', () => {
    const named = [manifest.main, ...manifest.contributes.jsonValidation.map(({ url }) => url)]
    const paths = named.map((path) => path.replace(/^\.\//, 'extension/'))
    const list = textOf('extension.vsixmanifest')
    const assets = [...list.matchAll(/Path="([^"]+)"|<License>([^<]+)</g)].map(
      ([, path, license]) => path ?? license ?? ''
    )
    expect(assets).toContain('extension/package.json')
    expect([...paths, ...assets].filter((path) => !files.has(path))).toEqual([])
    expect(list).toContain(`Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}"`)
    for (const path of paths.filter((name) => name.endsWith('.json'))) {
      expect(JSON.parse(textOf(path))).toHaveProperty('properties')
    }
  })

  test('has a type for each kind of file', () => {
    const types = [...textOf('[Content_Types].xml').matchAll(/Extension="(\.\w+)"/g)].map(([, ending]) => ending)
    const endings = new Set([...files.keys()].map((path) => extname(path)).filter((ending) => ending !== ''))
    endings.delete('.xml')
    expect([...endings].filter((ending) => !types.includes(ending))).toEqual([])
  })

  test('bears the version of its server, and holds nothing that only the repository needs', () => {
    expect(manifest.version).toBe(version)
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['devDependencies']))
    expect(manifest).not.toHaveProperty('private')
    expect(manifest).not.toHaveProperty('scripts')
    expect([...files.keys()].filter((path) => /\.map$|\.tsx?$|\.vsix$/.test(path))).toEqual([])
    const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0)
    expect(bytes).toBeLessThan(5_000_000)
  })

  test('names the licenses of what is bundled', () => {
    const notices = textOf('extension/dist/THIRD-PARTY-LICENSES.txt')
    for (const name of ['libpg-query', 'vscode-languageclient', 'vscode-languageserver', 'micromark']) {
      expect(notices).toContain(`=== ${name} `)
    }
  })

  test('is the same for the same input, byte for byte', async () => {
    const again = join(folder, 'again.vsix')
    await writeVsix(again)
    expect(readFileSync(again).equals(readFileSync(packed))).toBe(true)
  })

  test('asks the editor for nothing but what it has', () => {
    const asked = [...textOf('extension/dist/extension.cjs').matchAll(/require\("([^"]+)"\)/g)].map(
      ([, name = '']) => name
    )
    expect([...new Set(asked)].filter((name) => !isBuiltin(name))).toEqual(['vscode'])
  })
})

describe('the server in it', () => {
  function unpacked(): string {
    const root = temporaryFolder()
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), bytes)
    }
    return join(root, 'extension')
  }

  test('finds what is wrong, in Markdown, in commands and beside the pack', async () => {
    const root = workspaceCopy()
    edit(root, `${PACK}/README.md`, (text) =>
      text
        .replace('Continue to [Step 2]', 'Continue to [Step 99]')
        .replace('```bash\n', '```sql\nselect from where;\n```\n\n```bash\n')
    )
    edit(root, `${PACK}/pack.json`, (text) =>
      text.replace('"related_runbooks": [', '"related_runbooks": ["no-such-pack", ')
    )
    const client = await new LspClient([join(unpacked(), 'dist/server.cjs'), '--stdio'], root).initialize()
    expect(client.capabilities).toHaveProperty('completionProvider')
    const readme = await client.open(join(root, PACK, 'README.md'))
    const metadata = await client.open(join(root, PACK, 'pack.json'))
    const codesAt = async (uri: string): Promise<unknown[]> =>
      (await client.findings(uri, ({ diagnostics }) => diagnostics.length > 0)).diagnostics.map(({ code }) => code)
    expect(await codesAt(readme)).toEqual(expect.arrayContaining(['flow/target-missing', 'command/syntax']))
    expect(await codesAt(metadata)).toContain('reference/related-runbook-missing')
    expect(await client.leave()).toBe(0)
    expect(client.complaints).toBe('')
  })
})

describe('where a server is installed', () => {
  test('that one is taken, from the folder or from one above it', () => {
    const root = temporaryFolder()
    mkdirSync(join(root, 'node_modules/@keys'), { recursive: true })
    symlinkSync(join(REPOSITORY, 'packages/cli'), join(root, 'node_modules/@keys/cli'))
    mkdirSync(join(root, PACK), { recursive: true })
    const expected = { module: join(root, 'node_modules/@keys/cli/bin/keys.js'), args: ['lsp'] }
    expect(installedServer(root)).toEqual(expected)
    expect(installedServer(join(root, PACK))).toEqual(expected)
  })

  test.each([
    ['no package', {}],
    ['a package without a manifest', { 'node_modules/@keys/cli/index.js': '' }],
    ['a manifest that cannot be read', { 'node_modules/@keys/cli/package.json': '{' }],
    ['a manifest without the command', { 'node_modules/@keys/cli/package.json': '{"name":"@keys/cli"}' }]
  ])('%s: none', (_, content) => {
    expect(installedServer(writeFiles(temporaryFolder(), content))).toBeNull()
  })
})
