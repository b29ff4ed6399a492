/**
 * Hands a run over as one file, and takes such a file in on another machine.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { makeFolders, UsageError, visible, writeOutput } from '@keys/pack'
import { digest } from '../journal/digest.js'
import {
  fromBase64,
  readRunBundle,
  runBundleText,
  toBase64,
  type AttachmentLeftOut,
  type BundledAttachment,
  type BundledFolder,
  type RunBundle
} from '../journal/run-bundle.js'
import { quotedPath } from '../present/lines-to-type.js'
import { evidenceFolders } from '../preflight/evidence-folders.js'
import { readJournal } from '../journal/journal.js'
import type { RunStore, StoredRun, Writer } from '../ports.js'
import type { RunState } from '../run/state.js'
import { outsideSecrets } from '../secrets/outside-secrets.js'
import { createMasker } from '../secrets/redact.js'

/** Where a command runs, and the environment in which the values of secrets are looked for. */
export interface CarryPlace {
  folder: string
  environment: Readonly<Record<string, string | undefined>>
}

/** Bytes of a file, and of all files, above which they are left out. */
const [LARGEST, ALL] = [20_000_000, 200_000_000]

/**
 * The evidence folders of a run, as they go into a bundle. Links, devices and what is too large are left out, and so is each
 * file in which the value of a secret is found.
 * @param state The state of the run.
 * @param environment Where the values of secrets are looked for.
 */
export function bundledFolders(state: RunState, environment: CarryPlace['environment']): BundledFolder[] {
  const holdsSecret = secretFinder(state, environment)
  let room = ALL
  return evidenceFolders(state.pack).flatMap((input) => {
    const value = state.inputs[input]?.value
    if (value === null || value === undefined) return []
    const folder: BundledFolder = { input, value, files: [], leftOut: [] }
    const root = resolve(state.folder ?? '.', value)
    for (const path of filesIn(root, root, folder.leftOut)) {
      const content = new Uint8Array(readFileSync(join(root, path)))
      room -= content.length
      if (content.length > LARGEST || room < 0) folder.leftOut.push({ path, reason: 'it is too large' })
      else if (holdsSecret(content)) folder.leftOut.push({ path, reason: 'a secret stands in it' })
      else folder.files.push({ path, content: toBase64(content), digest: digest(content) })
    }
    return [folder]
  })
}

/** Tells whether the value of a secret stands in a file. */
function secretFinder(state: RunState, environment: CarryPlace['environment']): (content: Uint8Array) => boolean {
  const inputs = state.pack.pack.inputs ?? []
  const secrets = inputs.flatMap(({ name, secret }) => {
    const value = environment[name]
    return secret === true && value !== undefined && value !== '' ? [{ name, value }] : []
  })
  const masker = createMasker([...secrets, ...outsideSecrets(environment, inputs)])
  return (content) => {
    const text = new TextDecoder().decode(content)
    return masker.mask(text) !== text
  }
}

/** The files that were attached to a run, as they go into a bundle, and why others do not. */
async function bundledAttachments(
  { journal }: StoredRun,
  state: RunState,
  storage: Pick<RunStore, 'keptFile'>,
  environment: CarryPlace['environment']
): Promise<{ within: BundledAttachment[]; leftOut: AttachmentLeftOut[] }> {
  const holdsSecret = secretFinder(state, environment)
  const within: BundledAttachment[] = []
  const leftOut: AttachmentLeftOut[] = []
  for (const event of readJournal(journal).events) {
    if (event.type !== 'attached' || [...within, ...leftOut].some((known) => known.digest === event.digest)) continue
    const { name, digest: hash } = event
    const leave = (reason: string): number => leftOut.push({ name, digest: hash, reason })
    // oxlint-disable-next-line no-await-in-loop -- Files may be large: one at a time is in memory.
    const content = await storage.keptFile(state.run, { name, digest: hash })
    if (content === null) leave('it is gone, or was changed')
    else if (content.length > LARGEST) leave('it is too large')
    else if (holdsSecret(content)) leave('a secret stands in it')
    else within.push({ name, digest: hash, content: toBase64(content) })
  }
  return { within, leftOut }
}

/** Regular files below a folder, in order of their names. */
function filesIn(root: string, folder: string, leftOut: BundledFolder['leftOut']): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name)
      const status = lstatSync(path)
      if (status.isDirectory()) return filesIn(root, path, leftOut)
      if (status.isFile()) return [relative(root, path)]
      leftOut.push({ path: relative(root, path), reason: 'it is not a regular file' })
      return []
    })
}

/**
 * Writes a run as a bundle that only its owner reads.
 * @param file The path as it was typed.
 * @param state The state of the run, the handover included.
 * @param storage Where it is kept.
 * @param place The folder in which the command runs, and the environment in which secrets are looked for.
 * @returns What is to be said of it.
 * @throws {UsageError} When it cannot be written.
 */
export async function writeBundle(
  file: string,
  state: RunState,
  storage: Pick<RunStore, 'read' | 'keptFile'>,
  place: CarryPlace
): Promise<string> {
  const stored = await storage.read(state.run)
  if (stored === null) throw new UsageError(`There is no run ${state.run}.`, 'See which there are: keys runs --all')
  const folders = bundledFolders(state, place.environment)
  const attachments = await bundledAttachments(stored, state, storage, place.environment)
  writeOutput(resolve(place.folder, file), runBundleText(state.run, stored, folders, attachments))
  const unknown = (state.pack.pack.inputs ?? []).filter(
    ({ name, secret }) => secret === true && (place.environment[name] ?? '') === ''
  )
  const files = folders.reduce((count, folder) => count + folder.files.length, 0)
  const within = attachments.within.length
  return [
    `Written: ${visible(file)} (the record; evidence files: ${files}; attachments: ${within}). It goes on with: keys resume ${visible(quotedPath(file))}`,
    ...folders.flatMap(({ leftOut }) => leftOut.map(({ path, reason }) => `Left out: ${path}, ${reason}`)),
    ...attachments.leftOut.map(({ name, reason }) => `Left out: ${name}, ${reason}`),
    ...(unknown.length === 0 || files + within === 0
      ? []
      : [
          `The files were not searched for ${unknown.map(({ name }) => name).join(', ')}, which are not set here: look before you send it.`
        ]),
    ''
  ].join('\n')
}

/** A run that was taken in. */
export interface TakenIn {
  run: string
  /** Evidence folders that got another place, by their input. */
  moved: Readonly<Record<string, string>>
  /** What is to be said, in lines. */
  remarks: readonly string[]
}

/**
 * Reads a run that came as one file.
 * @param file Path of the bundle.
 * @throws {UsageError} When it is none.
 */
export function bundleIn(file: string): RunBundle {
  const bundle = readRunBundle(readFileSync(file, 'utf8'))
  if (typeof bundle !== 'string') return bundle
  throw new UsageError(
    `${basename(file)} cannot be taken in. ${bundle}`,
    'Ask for it again: keys handover --bundle <file>'
  )
}

/**
 * Takes a bundle in: the run goes into the storage, its evidence folders below a folder. Nothing that is there is changed.
 * @param bundle The bundle.
 * @param storage Where runs are kept.
 * @param writer Who does it.
 * @param folder Path of the folder in which the run goes on.
 * @throws {UsageError} When it is no bundle, or something else is in its place.
 */
export async function takeIn(bundle: RunBundle, storage: RunStore, writer: Writer, folder: string): Promise<TakenIn> {
  const places = bundle.folders.map((bundled) => ({ bundled, target: targetOf(bundled, folder) }))
  for (const { bundled, target } of places) refuseOthers(bundled, target)
  await storeRun(bundle, storage, writer)
  for (const { name, digest: hash, content } of bundle.attachments)
    await storage.keepFile(bundle.run, { name, digest: hash, content: fromBase64(content) })
  for (const { bundled, target } of places) writeFiles(bundled, target)
  return {
    run: bundle.run,
    moved: Object.fromEntries(
      places.flatMap(({ bundled, target }) =>
        target === resolve(folder, bundled.value) ? [] : [[bundled.input, target]]
      )
    ),
    remarks: [
      ...places.flatMap(({ bundled, target }) => [
        `${bundled.input}: ${bundled.files.length} files in ${target}`,
        ...bundled.leftOut.map(({ path, reason }) => `  not in the bundle: ${path}, ${reason}`)
      ]),
      ...bundle.attachmentsLeftOut.map(
        ({ name, reason }) => `Attachment ${visible(name)} is not in the bundle: ${visible(reason)}`
      )
    ]
  }
}

/**
 * Where an evidence folder goes: to the same place below the folder of the run; never outside of it, nor into that folder
 * itself or a hidden one, where files of a stranger would be settings of other programs.
 */
function targetOf({ value }: BundledFolder, folder: string): string {
  const path = resolve(folder, value)
  const below = relative(resolve(folder), path).split(sep)
  if (!isAbsolute(value) && below.every((part) => part !== '' && !isHidden(part))) return path
  const name = basename(path)
  return join(folder, path === resolve(folder) || name === '' || isHidden(name) ? 'evidence' : name)
}

function isHidden(part: string): boolean {
  return part.startsWith('.') || part === 'node_modules'
}

function refuseOthers({ files }: BundledFolder, target: string): void {
  for (const { path, content } of files) {
    const place = join(target, path)
    const link = linkOnWay(target, path)
    if (link !== null)
      throw new UsageError(
        `${link} is a link: nothing is written through it.`,
        'Go to an empty folder, then resume the bundle there.'
      )
    if (existsSync(place) && !readFileSync(place).equals(fromBase64(content)))
      throw new UsageError(
        `${place} is there already, with other content.`,
        'Go to another folder, then resume the bundle there.'
      )
  }
}

/** A link in the place of the folder, or of something below it, on the way to a file; null for none. */
function linkOnWay(target: string, path: string): string | null {
  const parts = path.split('/')
  const places = [target, ...parts.map((_, index) => join(target, ...parts.slice(0, index + 1)))]
  return places.find((place) => lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) ?? null
}

function writeFiles({ files }: BundledFolder, target: string): void {
  makeFolders(target, 0o700)
  for (const { path, content } of files) {
    const place = join(target, path)
    makeFolders(dirname(place), 0o700)
    if (!existsSync(place)) writeFileSync(place, fromBase64(content), { mode: 0o600, flag: 'wx' })
  }
}

/** Stores the record. One that is here already and goes on in the same way is lengthened, or is the longer one. */
async function storeRun({ run, journal, packs }: RunBundle, storage: RunStore, writer: Writer): Promise<void> {
  const incoming = fromBase64(journal)
  const present = await storage.read(run)
  const [pack, ...others] = packs
  if (!pack) throw new UsageError('The bundle holds no runbook.', 'Ask for it again: keys handover --bundle <file>')
  if (present !== null && startsWith(present.journal, incoming)) return
  if (present !== null && !startsWith(incoming, present.journal))
    throw new UsageError(
      `Run ${run} is here already, and went on in another way.`,
      `See both: keys verify-evidence ${run}`
    )
  const open = present === null ? await storage.create(run, pack, writer) : await storage.open(run, writer)
  try {
    for (const other of present === null ? others : packs) await open.keepPack(other)
    const rest = new TextDecoder().decode(incoming.subarray(present?.journal.length ?? 0))
    for (const line of rest.split('\n').slice(0, -1)) await open.append(`${line}\n`)
  } finally {
    await open.close()
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((byte, index) => byte === bytes[index])
}
