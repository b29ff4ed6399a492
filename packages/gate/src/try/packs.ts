/** Two small packs to try the gate with, made on the spot. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Header } from 'tar'

/** A package as `npm publish` sends it. */
export interface SamplePack {
  name: string
  version: string
  /** The body of the request that publishes it. */
  body: object
}

/** What a sample says of itself. */
export interface Sample {
  name: string
  version: string
  title: string
  entitlement: string | null
  files?: Readonly<Record<string, string>>
  dependencies?: Readonly<Record<string, string>>
}

/**
 * Makes a package.
 * @param sample What it says of itself.
 * @returns The package, ready to be published.
 */
export function samplePack(sample: Sample): SamplePack {
  const { name, version, title, entitlement, dependencies = {} } = sample
  const slug = (name.split('/')[1] ?? '').replace(/^runbook-/, '')
  const manifest = { name, version, description: title, license: 'MIT', dependencies }
  const pack = {
    slug,
    title,
    description: `${title}. A small pack to try the gate with.`,
    tool: 'operational',
    key_type: ['incident'],
    version,
    outcome: 'incident-response',
    maturity: 'starter',
    license_spdx: 'MIT',
    author: { name: 'Keys' },
    documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
    ...(entitlement === null ? {} : { entitlement })
  }
  const tarball = tarballOf({
    'package.json': json(manifest),
    'pack.json': json(pack),
    'README.md': readmeOf(title),
    'checklist.md': '- [ ] Look\n',
    'CHANGELOG.md': `# Changelog\n\n## ${version}\n\n- First.\n`,
    'LICENSE.txt': 'MIT\n',
    ...sample.files
  })
  return { name, version, body: publishBody(manifest, tarball) }
}

/**
 * The body of the request that publishes a tarball.
 * @param manifest Its package.json.
 * @param tarball Its bytes.
 * @returns The body.
 */
export function publishBody(
  manifest: { name: string; version: string; description?: string },
  tarball: Buffer
): object {
  const { name, version } = manifest
  const file = `${name}-${version}.tgz`
  const dist = {
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    shasum: createHash('sha1').update(tarball).digest('hex'),
    tarball: `http://localhost/${name}/-/${name.split('/')[1]}-${version}.tgz`
  }
  return {
    _id: name,
    name,
    description: manifest.description,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
    access: null,
    _attachments: {
      [file]: { content_type: 'application/octet-stream', data: tarball.toString('base64'), length: tarball.length }
    }
  }
}

/**
 * Packs files as npm does.
 * @param files Their texts, by their paths.
 * @returns The bytes, the same for the same files.
 */
export function tarballOf(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([path, text]) => {
    const content = Buffer.from(text)
    const header = new Header({
      path: `package/${path}`,
      mode: 0o644,
      size: content.length,
      type: 'File',
      mtime: new Date(0)
    })
    header.encode()
    if (header.block === undefined) throw new Error(`No header for ${path}.`)
    return [header.block, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

/** A runbook that can be followed to its end: `keys run` opens what was installed. */
function readmeOf(title: string): string {
  return `# ${title}

Installed from the gate. A small runbook to try the gate with.

## When to use

- **Symptom**: somebody wants to see how a pack is bought and followed.

## Diagnosis flow

### Step 1: Look around

- **If you have seen enough**: **STOP: resolved**
- **Otherwise**: **STOP: escalate**
`
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
