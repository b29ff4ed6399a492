/**
 * Reads a pack from the npm registry, as it was published. Nothing is installed, and no script of it is run.
 */
import { createHash } from 'node:crypto'
import { slugOfPackageName } from '@keys/schema'
import { readPack, type PackSource } from '../read-pack.js'
import { tarballFiles, type TarballFiles } from '../files/tarball.js'
import { visible } from '../text/visible.js'
import type { Place } from '../place.js'
import { isUsageError, UsageError } from '../usage-error.js'
import { reasonOf } from './reason.js'
import { registryFor, type Answer, type Registry } from './registry-settings.js'

const MAX_MANIFEST = 5_000_000
const MAX_PACKUMENT = 20_000_000
const MAX_TARBALL = 50_000_000
const MAX_TIME = 30_000

/** What a registry says of one version. */
interface Published {
  version: string
  tarball: string
  integrity: string
}

/**
 * Fetches a published version of a pack.
 * @param name The name of its package.
 * @param wanted A version, or a tag of the registry such as `latest`.
 * @param place Where it is asked for, with an environment, which may name another registry.
 * @returns The pack, and the name with its exact version.
 * @throws {UsageError} When the registry cannot be reached or does not have it, or what it sends is not what it says.
 */
export async function publishedPack(
  name: string,
  wanted: string,
  place: Place
): Promise<{ name: string; source: PackSource }> {
  const { name: exact, files } = await publishedFiles(name, wanted, place)
  return { name: exact, source: readPack(files, { folder: '', archive: files.faults, toTree: place.toTree }) }
}

/**
 * Fetches the files of a published version of a pack.
 * @param name The name of its package.
 * @param wanted A version, or a tag of the registry such as `latest`.
 * @param place Where it is asked for, with an environment, which may name another registry.
 * @param otherwise What to do where the registry cannot be reached or does not have it. A refusal says what to do itself.
 * @returns Its files, and the name with its exact version.
 * @throws {UsageError} When the registry cannot be reached or does not have it, or what it sends is not what it says.
 */
export async function publishedFiles(
  name: string,
  wanted: string,
  place: Place,
  otherwise = OFFLINE
): Promise<{ name: string; files: TarballFiles }> {
  const registry = await registryFor(name, place)
  const shown = `${name}@${visible(wanted)}`
  const asked = { registry, shown, otherwise }
  const exact = registry.before === null ? wanted : await oldEnough(name, wanted, registry.before, asked)
  const address = new URL(`${name.replace('/', '%2f')}/${encodeURIComponent(exact)}`, registry.url)
  const { version, tarball, integrity } = publishedOf(await fetched(address, MAX_MANIFEST, asked), name, exact, shown)
  const bytes = await fetched(tarballAddress(tarball, registry, shown), MAX_TARBALL, asked)
  if (!matches(bytes, integrity)) {
    throw new UsageError(
      `The tarball of ${shown} is not the one that was published: its checksum differs.`,
      'Retry. If the checksum still differs, contact the administrator of the registry.'
    )
  }
  const files = await tarballFiles(bytes)
  const [fault] = files.faults
  if (fault && (fault.id === 'unreadable' || fault.id === 'too-large')) {
    throw new UsageError(`The tarball of ${shown} cannot be read.`, 'Tell its publisher.')
  }
  refuseOther(files, name, version)
  return { name: `${name}@${version}`, files }
}

/** What is asked for, where, and what to do when it is not there. */
interface Asked {
  registry: Registry
  shown: string
  otherwise: string
}

/** The version that npm would take where versions must not be younger than a day. */
async function oldEnough(name: string, wanted: string, before: Date, asked: Asked): Promise<string> {
  const address = new URL(name.replace('/', '%2f'), asked.registry.url)
  const packument = parsed(await fetched(address, MAX_PACKUMENT, asked))
  const { default: pickManifest } = await import('npm-pick-manifest')
  try {
    return pickManifest(typeof packument === 'object' && packument !== null ? packument : {}, wanted, { before })
      .version
  } catch {
    throw new UsageError(
      `${asked.registry.url.host} has no ${asked.shown} that was published before ${before.toISOString().slice(0, 10)}.`,
      "Name an older version, or change `before` or `min-release-age` in npm's settings."
    )
  }
}

async function fetched(address: URL, limit: number, { registry, shown, otherwise }: Asked): Promise<Buffer> {
  const isOwn = address.origin === registry.url.origin
  try {
    const answer = await registry.ask(address, 'application/json, */*', AbortSignal.timeout(MAX_TIME))
    if (answer.ok) return await bytesOf(answer, limit)
    const said = isOwn ? await sentenceOf(answer) : null
    if (said !== null && REFUSALS.has(answer.status)) {
      throw new UsageError(`${registry.url.host} refuses ${shown}: ${said}`, ANSWERED)
    }
    answer.body.destroy?.()
    if (answer.status === 404) throw new UsageError(`${registry.url.host} has no ${shown}.`, otherwise)
    if (answer.status === 401 || answer.status === 403) {
      throw new UsageError(`${registry.url.host} refuses ${shown}.`, 'Log in to it, or ask whether you are entitled.')
    }
    throw new Error(`it answered ${answer.status}`)
  } catch (error) {
    if (isUsageError(error)) throw error
    throw new UsageError(`${shown} cannot be fetched from ${registry.url.host}: ${reasonOf(error)}.`, otherwise)
  }
}

/** Answers whose reason the registry knows best: no token, not bought, not allowed, cannot tell at present. */
const REFUSALS = new Set([401, 402, 403, 503])
const MAX_REFUSAL = 20_000
const MAX_SENTENCE = 1000

/** What a registry says about its refusal, as npm reads it: the `error` of the JSON that it sends. */
async function sentenceOf(answer: Answer): Promise<string | null> {
  try {
    const error = fieldOf(JSON.parse((await bytesOf(answer, MAX_REFUSAL)).toString('utf8')), 'error')
    return typeof error === 'string' && error.trim() !== '' ? visible(error.trim()).slice(0, MAX_SENTENCE) : null
  } catch {
    return null
  }
}

const ANSWERED = 'Do what the registry says, then retry.'
const OFFLINE = 'Name a tarball, a folder, or <revision>:<path>, which need no registry.'

async function bytesOf(answer: Answer, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body) {
    size += chunk.length
    if (size > limit) throw new Error(`it sends more than ${limit} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Refuses a tarball that holds another pack, or another version, than the registry says: whatever it is, it was not asked for.
 * What is missing or no JSON is found by those who read the pack.
 */
function refuseOther(files: TarballFiles, name: string, version: string): void {
  const said = [
    ['package.json', 'name', name],
    ['package.json', 'version', version],
    ['pack.json', 'slug', slugOfPackageName(name)],
    ['pack.json', 'version', version]
  ] as const
  for (const [path, field, expected] of said) {
    const found = fieldOf(jsonIn(files, path), field)
    if (typeof found !== 'string' || found === expected) continue
    throw new UsageError(
      `The tarball of ${name}@${version} holds something else: the ${field} in its ${path} is ${visible(found)}.`,
      'Nothing of it was used. Tell its publisher.'
    )
  }
}

function jsonIn(files: TarballFiles, path: string): unknown {
  try {
    return parsed(Buffer.from(files.read(path)))
  } catch {
    return null
  }
}

function publishedOf(bytes: Buffer, name: string, wanted: string, shown: string): Published {
  const value = parsed(bytes)
  const answered = fieldOf(value, 'name')
  const version = fieldOf(value, 'version')
  const isOther = (typeof answered === 'string' && answered !== name) || (EXACT.test(wanted) && version !== wanted)
  if (isOther) {
    throw new UsageError(
      `The registry answered for another package than ${shown}: ${visible(`${typeof answered === 'string' ? answered : name}@${typeof version === 'string' ? version : '?'}`)}.`,
      'See whether the address of the registry is right: npm config get registry'
    )
  }
  const tarball = fieldOf(fieldOf(value, 'dist'), 'tarball')
  const integrity = fieldOf(fieldOf(value, 'dist'), 'integrity')
  if (typeof version === 'string' && typeof tarball === 'string' && typeof integrity === 'string') {
    return { version: visible(version), tarball, integrity }
  }
  throw new UsageError(
    `The registry does not say where the tarball of ${shown} lies, with its checksum.`,
    'See whether the address of the registry is right: npm config get registry'
  )
}

/** What is not JSON has no fields either. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}

/** A version, not a tag or a range. */
const EXACT = /^\d+\.\d+\.\d+(?:[-+].*)?$/

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}

function tarballAddress(address: string, registry: Registry, shown: string): URL {
  const url = URL.canParse(address, registry.url.href) ? new URL(address, registry.url) : null
  // What an address says of a user would be sent to it, and shown when it fails.
  if (url !== null) [url.username, url.password] = ['', '']
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && url.origin === registry.url.origin)) return url
  throw new UsageError(
    `The registry names no safe address for the tarball of ${shown}.`,
    'Tell the administrator of the registry.'
  )
}

/** Whether bytes have the checksum: the strongest that is named, and SHA-512 where there is a choice. */
function matches(bytes: Buffer, integrity: string): boolean {
  const sums = integrity.split(/\s+/).map((sum) => /^(sha512|sha384|sha256)-([A-Za-z0-9+/=]+)/.exec(sum))
  for (const algorithm of ['sha512', 'sha384', 'sha256']) {
    const named = sums.filter((sum) => sum?.[1] === algorithm)
    if (named.length === 0) continue
    const own = createHash(algorithm).update(bytes).digest('base64')
    return named.some((sum) => sum?.[2] === own)
  }
  return false
}
