/**
 * dist/assets-index.json: what a marketplace, a catalog or a gate needs to know of the packs, in one file.
 */
import * as z from 'zod'
import { severitySchema } from './diagnostic.js'
import { drillCountSchema, standInSchema } from './drill-coverage.js'
import { extensibleObject } from './extensions.js'
import { catalogEntrySchema, type CatalogEntry } from './keys.js'
import { packSchema, type Pack } from './pack.js'
import { signalSchema } from './runbook.js'
import { sectionKindSchema } from './words.js'

/** The version of the index schema: a newer minor version only adds fields, a newer major one changes some. */
export const INDEX_VERSION = '1.1'

const tarballSchema = z.object({
  path: z.string().describe('Relative to the folder of the index.'),
  integrity: z
    .string()
    .regex(/^sha512-[A-Za-z0-9+/]+=*$/)
    .describe('Subresource integrity of the tarball.'),
  size: z.int().min(1).describe('Bytes.')
})
const contentHashSchema = z
  .string()
  .regex(/^sha256-[0-9a-f]{64}$/)
  .describe('The hash of the documents that an operator follows.')

/** What drills walked of one branch. */
export const BRANCH_STATES = ['walked', 'not-walked', 'production-only', 'not-counted'] as const
const branchCoverageSchema = z.object({
  step: z.string().describe('The id of the step.'),
  branch: z.int().min(0).describe('Its place in the step, from 0.'),
  state: z
    .enum(BRANCH_STATES)
    .describe('`not-counted`: a person decides it, or it stands for all other answers. Nothing is said of those.'),
  scenarios: z.int().min(0).describe('How many scenarios went from this step to where the branch leads.')
})
export type BranchCoverage = z.infer<typeof branchCoverageSchema>

const listedVersionSchema = z.object({
  version: z.string(),
  date: z.string().nullable().describe('Its day in the changelog.'),
  tarball: tarballSchema.nullable().describe('Null for a version whose text is not at hand any more.'),
  content_hash: contentHashSchema.nullable()
})
export type ListedVersion = z.infer<typeof listedVersionSchema>

/** A rule that every runbook of the index has passed. */
const listedRuleSchema = z.object({
  code: z.string(),
  severity: severitySchema,
  description: z.string().describe('What it demands.'),
  rationale: z.string().describe('What harm it prevents.')
})
export type ListedRule = z.infer<typeof listedRuleSchema>

/** What the indexer adds to a pack.json. It stands in one `x-` field, so that an entry stays a valid pack.json. */
export const listingSchema = z.object({
  package: z.string().describe('The npm package.'),
  install: z.string().describe('The command that installs it.'),
  tarball: tarballSchema,
  content_hash: contentHashSchema,
  counts: z.object({
    steps: z.int().min(0),
    branches: z.int().min(0),
    commands: z.int().min(0),
    checklist_items: z.int().min(0)
  }),
  signals: z
    .array(z.object({ kind: signalSchema.shape.kind, text: z.string(), code: z.array(z.string()) }))
    .describe('Alert names, log lines and symptoms to find the runbook by.'),
  sections: z.array(z.object({ kind: sectionKindSchema.nullable(), title: z.string(), anchor: z.string() })),
  coverage: z
    .object({
      scenarios: z.int().min(0).describe('How many scenarios its drill has.'),
      wrong_actions: z.int().min(0).describe('How many of these took a wrong action that the text had to find out.'),
      commands: drillCountSchema,
      branches: drillCountSchema.describe('Of branches with a matcher.'),
      defaults: drillCountSchema.describe('Of ways for anything that no branch names.'),
      production_only: z.int().min(0).describe('Branches among them that only production can show.'),
      decisions: z.int().min(0).describe('Decisions that the scenarios scripted for a person.'),
      manual_actions: z.int().min(0).describe('Manual actions that the scenarios scripted for a person.'),
      stand_ins: z.array(standInSchema).describe('What the drill put in place of the real thing.'),
      drilled_on: z
        .string()
        .nullable()
        .optional()
        .describe('The day on which the result of the drill last changed; null where no git tells it. Since 1.1.'),
      by_branch: z.array(branchCoverageSchema).optional().describe('Every branch, in order of writing. Since 1.1.')
    })
    .nullable()
    .describe('What drills have walked of this very text; null when none has.'),
  incidents: z
    .object({ right: z.int().min(0), sent_on: z.int().min(0), total: z.int().min(0) })
    .describe('Public incidents that the pack is held against, and what following it comes to.'),
  changelog: z
    .object({ version: z.string(), date: z.string().nullable(), text: z.string() })
    .describe('The newest entry.'),
  redirections: z
    .array(z.object({ text: z.string(), slug: z.string().nullable() }))
    .optional()
    .describe('Cases in which another runbook is right, by its slug; null for one that escalates. Since 1.1.'),
  versions: z
    .array(listedVersionSchema)
    .optional()
    .describe('All versions that its changelog names, the newest first. Since 1.1.'),
  offer: z
    .object({ entitlement: z.string().describe('The lookup key of the Stripe feature that unlocks it.') })
    .nullable()
    .optional()
    .describe('What somebody needs to download it; null for a free one. Since 1.1.')
})
export type Listing = z.infer<typeof listingSchema>

/** One runbook of the index: its whole pack.json and its listing. */
export type IndexedRunbook = Pack & { 'x-listing': Listing }
const indexedRunbookSchema = extensibleObject({
  ...packSchema.shape,
  'x-listing': listingSchema.describe('What the indexer adds to the pack.json.')
}).describe('A whole pack.json and its listing.') as unknown as z.ZodType<IndexedRunbook>

const [nodeKeySchema, jupyterKeySchema] = catalogEntrySchema.options

export const assetsIndexSchema = z
  .object({
    version: z
      .string()
      .regex(/^1\.\d+$/, 'expected an index of version 1')
      .describe('The version of the index schema; a newer minor version only adds fields.'),
    generated_at: z.iso
      .datetime({ offset: true })
      .describe('When the content was last changed, not when it was built.'),
    runbooks: z.array(indexedRunbookSchema).describe('The runbooks, by slug.'),
    node_keys: z.array(nodeKeySchema).describe('Node and Next keys that runbooks may reference.'),
    jupyter_keys: z.array(jupyterKeySchema).describe('Jupyter keys that runbooks may reference.'),
    rules: z
      .array(listedRuleSchema)
      .optional()
      .describe('The rules that every runbook of the index has passed, by code. Since 1.1.')
  })
  .describe('The assets index.')

/** A valid dist/assets-index.json. */
export interface AssetsIndex {
  version: string
  generated_at: string
  runbooks: IndexedRunbook[]
  node_keys: CatalogEntry[]
  jupyter_keys: CatalogEntry[]
  rules?: ListedRule[] | undefined
}

/**
 * Reads an assets index from its JSON value; also one that a newer minor version wrote, whose new fields are left out.
 * @param value The value that `JSON.parse` gave.
 * @returns The index, or what is wrong with it, one sentence for each fault.
 */
export function readAssetsIndex(value: unknown): { index: AssetsIndex } | { faults: string[] } {
  const version = versionOf(value)
  if (version !== null && version.major !== KNOWN_VERSION.major) {
    const known = `this reader knows version ${KNOWN_VERSION.major}`
    const help = `use the release of @keys/schema that knows version ${version.major}`
    return { faults: [`version: the index has version ${version.major}.${version.minor}, and ${known}; ${help}`] }
  }
  let result = assetsIndexSchema.safeParse(value)
  if (!result.success && version !== null && version.minor > KNOWN_VERSION.minor) {
    result = assetsIndexSchema.safeParse(withoutUnknownFields(value, result.error.issues))
  }
  if (result.success) return { index: result.data }
  return { faults: result.error.issues.map((issue) => `${issue.path.join('.') || 'the index'}: ${issue.message}`) }
}

interface IndexVersion {
  major: number
  minor: number
}

const KNOWN_VERSION = versionOf({ version: INDEX_VERSION }) as IndexVersion

/** The version that an index says it has; null when it says none that can be read. */
function versionOf(value: unknown): IndexVersion | null {
  const text = typeof value === 'object' && value !== null && 'version' in value ? value.version : null
  const match = typeof text === 'string' ? /^(\d{1,9})\.(\d{1,9})$/.exec(text) : null
  return match && { major: Number(match[1]), minor: Number(match[2]) }
}

/** A copy of a JSON value without the fields that issues report as unknown, at any depth. */
function withoutUnknownFields(value: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(value))
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue
    const parent = issue.path.reduce<unknown>((node, key) => (node as Record<PropertyKey, unknown>)[key], copy)
    for (const key of issue.keys) delete (parent as Record<string, unknown>)[key]
  }
  return copy
}
