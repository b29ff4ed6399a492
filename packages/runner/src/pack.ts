/**
 * A pack as a run sees it: what is followed, and what it needs.
 */
import { parseRunbook } from '@keys/parser'
import { boundRunbook } from '@keys/parser/model'
import {
  isSecretName,
  packageNameOf,
  packageNameParts,
  packSchema,
  plainFileOf,
  titleOfText,
  versionOf,
  type Pack,
  type Runbook
} from '@keys/schema'

/** The texts of a pack, which a run keeps a copy of. */
export interface PackText {
  /** Of the documents and the scripts, as `contentHash` of `@keys/indexer` gives it. */
  contentHash: string
  /** Documents and scripts by their path in the pack; `README.md` and `pack.json` must be there. */
  files: Readonly<Record<string, string>>
}

/** A pack, read. */
export interface RunPack extends PackText {
  /** The package, such as `@keys/runbook-stripe-webhook-failure`; the name of a file that is not a pack. */
  name: string
  pack: Pack
  runbook: Runbook
}

/** What a text is called where people read it: a package with its version, or a file that is not a pack with its hash. */
export function titleOfPack({ name, pack, contentHash }: Pick<RunPack, 'name' | 'pack' | 'contentHash'>): string {
  return titleOfText({ name, version: versionOf(pack), contentHash })
}

/** A pack that cannot be run. */
export class PackError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PackError'
  }
}

/**
 * Reads the texts of a pack.
 * @param text The texts.
 * @throws {PackError} When pack.json is wrong, README.md cannot be read, or it has no steps.
 */
export function readRunPack(text: PackText): RunPack {
  const { 'pack.json': json, 'README.md': markdown } = text.files
  if (json === undefined || markdown === undefined)
    throw new PackError('The pack lacks its pack.json or its README.md.')
  const pack = packSchema.safeParse(parseJson(json))
  if (!pack.success) throw new PackError('The pack.json of the pack is wrong: keys validate says where.')
  // What a text that is not a pack leaves to fill in, commands take from their inputs.
  const runbook = boundRunbook(parseRunbook(markdown, { scripts: text.files }))
  const [problem] = runbook.problems
  if (problem) throw new PackError(`The README.md of the pack cannot be read: ${problem.message}`)
  if (runbook.graph.entry === null)
    throw new PackError(
      plainFileOf(pack.data) === null ? 'The README.md of the pack has no steps.' : 'No step was found in it.'
    )
  const name = plainFileOf(pack.data) ?? nameOf(pack.data.slug, text.files['CHANGELOG.md'])
  return { ...text, name, pack: withSecrets(pack.data), runbook }
}

/** The name of a package, as the title of its changelog says it: the content hash covers that, and not package.json. */
function nameOf(slug: string, changelog = ''): string {
  const title = /^#[ \t]+(\S+)/m.exec(changelog)?.[1] ?? ''
  const parts = packageNameParts(title)
  return packageNameOf(slug, parts?.slug === slug ? parts.scope : undefined)
}

/** A pack does not decide what is shown and stored: an input whose name says that it is secret is one. */
function withSecrets(pack: Pack): Pack {
  if (pack.inputs === undefined) return pack
  return {
    ...pack,
    inputs: pack.inputs.map((input) => (isSecretName(input.name) ? { ...input, secret: true } : input))
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
