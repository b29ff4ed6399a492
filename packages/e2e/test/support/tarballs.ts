import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { list } from 'tar'
import { inject } from 'vitest'
import { tarballName, type Manifest } from './packages.js'

/** A tarball as it would be published. */
export interface Tarball {
  path: string
  bytes: Uint8Array
  /** Paths in the package, sorted. */
  files: readonly string[]
  /** Size of what is downloaded, in bytes. */
  size: number
}

/** The tarball of a package. */
export function tarballOf(manifest: Manifest): Tarball {
  const path = join(inject('tarballs'), tarballName(manifest))
  const files: string[] = []
  list({ file: path, sync: true, onReadEntry: (entry) => files.push(entry.path.replace(/^package\//, '')) })
  return { path, bytes: readFileSync(path), files: files.toSorted(), size: statSync(path).size }
}

/** The text of one file in the tarball of a package. */
export function textIn(manifest: Manifest, path: string): string {
  const chunks: Buffer[] = []
  list({
    file: tarballOf(manifest).path,
    sync: true,
    filter: (entry) => entry === `package/${path}`,
    onReadEntry: (entry) => entry.on('data', (chunk) => chunks.push(chunk))
  })
  return Buffer.concat(chunks).toString('utf8')
}
