/**
 * Packs the extension as editors install it: a zip with two lists of what is inside, as vsce writes it.
 */
import { createWriteStream, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import extension from '../package.json' with { type: 'json' }
import server from '../../language-server/package.json' with { type: 'json' }

const FOLDER = join(import.meta.dirname, '..')
/** The same input gives the same bytes, so nothing in it has a time. It is the first that a zip knows. */
const TIME = new Date(Date.UTC(1980, 0, 1))
/** What only the repository needs. */
const { private: _private, scripts: _scripts, devDependencies: _devDependencies, ...manifest } = extension
const TYPES = {
  cjs: 'application/javascript',
  json: 'application/json',
  md: 'text/markdown',
  txt: 'text/plain',
  vsixmanifest: 'text/xml',
  wasm: 'application/wasm'
}

/** The version of the extension, which is that of the server in it. */
export const { version } = server

/**
 * Everything that is packed, by its path in the file.
 * @throws When the extension was not built.
 */
export function contents(): Map<string, Buffer> {
  const files = new Map<string, Buffer>([
    ['extension.vsixmanifest', Buffer.from(vsixManifest())],
    ['[Content_Types].xml', Buffer.from(contentTypes())],
    ['extension/package.json', Buffer.from(`${JSON.stringify({ ...manifest, version }, null, 2)}\n`)],
    ['extension/README.md', readFileSync(join(FOLDER, 'README.md'))],
    ['extension/LICENSE.txt', readFileSync(join(FOLDER, 'LICENSE'))]
  ])
  const built = readdirSync(join(FOLDER, 'dist'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile()
  )
  for (const path of built.map(({ parentPath, name }) => join(parentPath, name)).toSorted()) {
    // One that was packed before lies there, too.
    if (!path.endsWith('.vsix'))
      files.set(`extension/${relative(FOLDER, path).replaceAll(sep, '/')}`, readFileSync(path))
  }
  return files
}

/**
 * Writes the file.
 * @param path Where to.
 */
export async function writeVsix(path: string): Promise<void> {
  const zip = new ZipFile()
  for (const [name, bytes] of contents())
    zip.addBuffer(bytes, name, { mtime: TIME, mode: 0o100644, forceDosTimestamp: true })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

function vsixManifest(): string {
  const { name, displayName, description, publisher, keywords, categories, engines, repository, bugs, homepage } =
    manifest
  const source = repository.url.replace(/^git\+/, '')
  const properties = {
    'Microsoft.VisualStudio.Code.Engine': engines.vscode,
    'Microsoft.VisualStudio.Code.ExtensionDependencies': '',
    'Microsoft.VisualStudio.Code.ExtensionPack': '',
    // It reads packs from the disk, so it runs where they lie.
    'Microsoft.VisualStudio.Code.ExtensionKind': 'workspace',
    'Microsoft.VisualStudio.Code.ExecutesCode': 'true',
    'Microsoft.VisualStudio.Services.Links.Source': source,
    'Microsoft.VisualStudio.Services.Links.Getstarted': source,
    'Microsoft.VisualStudio.Services.Links.GitHub': source,
    'Microsoft.VisualStudio.Services.Links.Support': bugs.url,
    'Microsoft.VisualStudio.Services.Links.Learn': homepage,
    'Microsoft.VisualStudio.Services.GitHubFlavoredMarkdown': 'true'
  }
  const lines = Object.entries(properties).map(([id, value]) => `<Property Id="${id}" Value="${escaped(value)}"/>`)
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="${escaped(name)}" Version="${escaped(version)}" Publisher="${escaped(publisher)}"/>
    <DisplayName>${escaped(displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(description)}</Description>
    <Tags>${escaped(keywords.join(','))}</Tags>
    <Categories>${escaped(categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      ${lines.join('\n      ')}
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
`
}

function contentTypes(): string {
  const defaults = Object.entries(TYPES).map(
    ([extension, type]) => `<Default Extension=".${extension}" ContentType="${type}"/>`
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults.join('')}</Types>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
