/**
 * A run in one file, to go on with it on another machine: its record, the text that it follows, its evidence folders. No
 * secret is in it: the record holds none, and files in which one was found are left out.
 */
import { contentHashOf } from '@keys/schema'
import * as z from 'zod'
import { digest } from './digest.js'
import { followedTexts, readJournal } from './journal.js'
import type { StoredRun } from '../ports.js'

/** The version of the form. */
export const RUN_BUNDLE_VERSION = '1.0'

const base64Schema = z.base64()

/** A path that stays in its folder: no root, no way up, no drive. */
const pathSchema = z.string().refine((path) => isWithin(path), 'expected a path within its folder')

function isWithin(path: string): boolean {
  const parts = path.split('/')
  return !/[\\:\0]/.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..')
}

const runBundleSchema = z.strictObject({
  runBundleVersion: z.literal(RUN_BUNDLE_VERSION),
  run: z.string().regex(/^[a-z0-9][a-z0-9-]{0,199}$/, 'expected the id of a run'),
  journal: base64Schema,
  packs: z.array(z.strictObject({ contentHash: z.string(), files: z.record(pathSchema, z.string()) })),
  /** Evidence folders, by the input that names them; `value` is the folder as the run knows it. */
  folders: z.array(
    z.strictObject({
      input: z.string(),
      value: z.string(),
      files: z.array(z.strictObject({ path: pathSchema, content: base64Schema, digest: z.string() })),
      leftOut: z.array(z.strictObject({ path: z.string(), reason: z.string() }))
    })
  ),
  /** Files that were attached to the run. */
  attachments: z.array(z.strictObject({ name: z.string(), digest: z.string(), content: base64Schema })).default([]),
  /** Those that stayed where they were: what the record names is in one of both lists. */
  attachmentsLeftOut: z.array(z.strictObject({ name: z.string(), digest: z.string(), reason: z.string() })).default([])
})

export type RunBundle = z.infer<typeof runBundleSchema>
export type BundledFolder = RunBundle['folders'][number]
export type BundledAttachment = RunBundle['attachments'][number]
export type AttachmentLeftOut = RunBundle['attachmentsLeftOut'][number]

/**
 * Writes a run as a bundle.
 * @param run The id of the run.
 * @param stored What is stored of it.
 * @param folders Its evidence folders.
 * @param attachments The files that were attached to it, and which of them are left out.
 * @returns The text of the file.
 */
export function runBundleText(
  run: string,
  { journal, packs }: StoredRun,
  folders: readonly BundledFolder[],
  attachments: { within: readonly BundledAttachment[]; leftOut: readonly AttachmentLeftOut[] } = {
    within: [],
    leftOut: []
  }
): string {
  const bundle: RunBundle = {
    runBundleVersion: RUN_BUNDLE_VERSION,
    run,
    journal: toBase64(journal),
    packs: packs.map(({ contentHash, files }) => ({ contentHash, files: { ...files } })),
    folders: [...folders],
    attachments: [...attachments.within],
    attachmentsLeftOut: [...attachments.leftOut]
  }
  return `${JSON.stringify(bundle, null, 1)}\n`
}

/**
 * Reads a bundle.
 * @param text The text of the file.
 * @returns The bundle; or what is wrong with it, as a sentence.
 */
export function readRunBundle(text: string): RunBundle | string {
  const value = parse(text)
  if (value === undefined) return 'It is not JSON.'
  const result = runBundleSchema.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    return `It is not a bundle of a run: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`
  }
  const bundle = result.data
  const { events, fault } = readJournal(fromBase64(bundle.journal))
  const [first] = events
  if (fault) return `Its record breaks at event ${fault.line}: ${fault.reason}.`
  if (first?.type !== 'run-started' || first.run !== bundle.run)
    return 'Its record is not that of the run that it names.'
  for (const { contentHash, files } of bundle.packs)
    if (hashOf(files) !== contentHash) return 'A text of the runbook in it was changed.'
  const known = new Set(bundle.packs.map(({ contentHash }) => contentHash))
  if (followedTexts(events).some((hash) => !known.has(hash)))
    return 'The text of the runbook that its run follows is not in it.'
  for (const { input, value, files } of bundle.folders) {
    // Otherwise it could lay files anywhere below the folder in which the run goes on, such as in .git.
    const isOfRun = events.some((event) => event.type === 'input-set' && event.name === input && event.value === value)
    if (!isOfRun) return `The folder of ${input} in it is none of its run.`
    for (const file of files)
      if (digest(fromBase64(file.content)) !== file.digest) return `The file ${file.path} in it was changed.`
  }
  for (const { name, digest: wanted, content } of bundle.attachments) {
    if (digest(fromBase64(content)) !== wanted) return `The attachment ${name} in it was changed.`
    const isOfRun = events.some((event) => event.type === 'attached' && event.digest === wanted && event.name === name)
    if (!isOfRun) return `The attachment ${name} in it is none of its run.`
  }
  const accounted = new Set([...bundle.attachments, ...bundle.attachmentsLeftOut].map((file) => file.digest))
  for (const event of events)
    if (event.type === 'attached' && !accounted.has(event.digest))
      return `The attachment ${event.name} of its record is not in it.`
  return bundle
}

function hashOf(files: Readonly<Record<string, string>>): string {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]))
  const decode = (one: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(one)
  return contentHashOf(bytes, { sha256: digest, decode })
}

function parse(text: string): unknown {
  try {
    // An editor may have put a byte order mark before it.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** Bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** Bytes of base64. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
