/**
 * What of others is inside the bundle: their licenses ask that their words go along, and the list of what is inside a
 * release would lack them, because package.json does not name what is bundled.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A package of somebody else, of which code is in the bundle. */
export interface ThirdParty {
  name: string
  version: string
  /** SPDX expression, as its package.json says. */
  license: string
  /** Its license file, and its notice where it has one; empty without any. */
  text: string
}

/** What is read of the list that esbuild makes of a bundle. */
interface Metafile {
  outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>
}

const HEADING = /^=== (\S+) (\S+) \((.+)\) ===$/gm

/**
 * The packages of others whose code went into a bundle, by name.
 * @param metafile What esbuild says of the bundle.
 * @param folder Path of the folder to which the paths in it are relative.
 * @throws For a package without a version or a license: nobody may pass it on.
 */
export function thirdPartiesIn(metafile: Metafile, folder: string): ThirdParty[] {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  // The last one counts: packages lie in the node_modules of those that ask for them.
  const roots = used.flatMap(([path]) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
  return [...new Set(roots)]
    .map((root) => thirdPartyAt(join(folder, root)))
    .toSorted((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
}

function thirdPartyAt(root: string): ThirdParty {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [name, version, license] = ['name', 'version', 'license'].map((field) => stringIn(manifest, field))
  if (!name || !version || !license) throw new Error(`${root} has no name, version or license, and cannot be bundled.`)
  const files = readdirSync(root).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file))
  const text = files.toSorted().map((file) => readFileSync(join(root, file), 'utf8').trim())
  return { name, version, license, text: text.join('\n\n') }
}

function stringIn(value: unknown, field: string): string | null {
  if (typeof value !== 'object' || value === null) return null
  const found: unknown = Object.entries(value).find(([key]) => key === field)?.[1]
  return typeof found === 'string' ? found : null
}

/**
 * The text that is shipped beside the bundle.
 * @param parties What `thirdPartiesIn` gave.
 */
export function noticesOf(parties: readonly ThirdParty[]): string {
  const parts = parties.map(
    ({ name, version, license, text }) =>
      `=== ${name} ${version} (${license}) ===\n\n${text === '' ? 'It comes without a license file.' : text}\n`
  )
  return `The code in this folder holds that of these packages, under these licenses.\n\n${parts.join('\n')}`
}

/**
 * Reads a text of `noticesOf` again.
 * @param notices The text.
 * @returns The packages, without the words of their licenses.
 */
export function thirdPartiesOf(notices: string): Omit<ThirdParty, 'text'>[] {
  return [...notices.matchAll(HEADING)].map(([, name = '', version = '', license = '']) => ({ name, version, license }))
}
