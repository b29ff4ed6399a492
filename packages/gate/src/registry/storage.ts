/** What is asked of Verdaccio's storage. */
import type { Readable } from 'node:stream'
import type { Manifest } from '../core/manifest.js'

/** The part of it that the gate uses. */
export interface RegistryStorage {
  getPackage(options: {
    name: string
    uplinksLook: boolean
    req: object
    callback: (error: RegistryError | null, manifest?: Manifest) => void
  }): void
  getTarball(name: string, file: string): Readable
  localStorage?: { storagePlugin?: { get?: (callback: (error: unknown, names?: unknown) => void) => void } }
}

/** How it says that something went wrong. */
export interface RegistryError extends Error {
  status?: number
  statusCode?: number
}

/**
 * Reads the metadata of a package.
 * @param storage Verdaccio's.
 * @param name Which.
 * @returns All of it, or null when there is none.
 */
export function readManifest(storage: RegistryStorage, name: string): Promise<Manifest | null> {
  return new Promise((resolve, reject) => {
    storage.getPackage({
      name,
      uplinksLook: false,
      req: { query: {}, headers: {} },
      callback: (error, manifest) => {
        if (error === null || error === undefined) resolve(manifest ?? null)
        else if ((error.status ?? error.statusCode) === 404) resolve(null)
        else reject(error)
      }
    })
  })
}

/**
 * Lists what lies there.
 * @param storage Verdaccio's.
 * @returns The names of all packages; none when it cannot tell.
 */
export function listPackages(storage: RegistryStorage): Promise<string[]> {
  return new Promise((resolve) => {
    const plugin = storage.localStorage?.storagePlugin
    if (plugin?.get === undefined) resolve([])
    else {
      plugin.get((error, names) =>
        resolve(
          Array.isArray(names) && !(error instanceof Error) ? names.filter((name) => typeof name === 'string') : []
        )
      )
    }
  })
}

/**
 * Reads a tarball.
 * @param storage Verdaccio's.
 * @param name Of which package.
 * @param file Its name.
 * @param most More bytes than this are refused.
 * @returns Its bytes.
 */
export function readTarball(storage: RegistryStorage, name: string, file: string, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const stream = storage.getTarball(name, file)
    const parts: Buffer[] = []
    let size = 0
    stream.on('data', (part: Buffer) => {
      size += part.length
      if (size <= most) parts.push(part)
      else {
        reject(new Error(`${file} is larger than ${most} bytes.`))
        stream.destroy()
      }
    })
    stream.on('error', reject)
    stream.on('end', () => resolve(Buffer.concat(parts)))
  })
}
