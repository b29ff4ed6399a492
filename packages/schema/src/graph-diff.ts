/**
 * The difference of two versions of a pack: what changed for an operator, and the least bump that each change demands.
 */
import * as z from 'zod'
import { positionSchema } from './position.js'

/** From what an operator need not know to what breaks a habit or a script. */
export const BUMPS = ['patch', 'minor', 'major'] as const
export const bumpSchema = z.enum(BUMPS)
export type Bump = z.infer<typeof bumpSchema>

/** What can be new, and the least bump that it demands. */
export const ADDITIONS = {
  'step-added': 'minor',
  'branch-added': 'minor',
  'matcher-added': 'minor',
  'command-added': 'minor',
  'manual-action-added': 'minor',
  'precondition-added': 'minor',
  'verification-added': 'minor',
  'rollback-added': 'minor',
  'field-added': 'minor',
  'terminal-added': 'minor',
  'required-input-added': 'major',
  'optional-input-added': 'minor',
  'tool-added': 'major',
  'reference-added': 'minor',
  'prohibition-added': 'minor',
  'trigger-added': 'minor',
  'signal-added': 'minor',
  'redirection-added': 'minor',
  'evidence-added': 'minor',
  'section-added': 'minor'
} as const satisfies Record<string, Bump>

/** What can be gone, and the least bump that it demands. */
export const REMOVALS = {
  'step-removed': 'major',
  'branch-removed': 'major',
  'matcher-removed': 'major',
  'command-removed': 'major',
  'manual-action-removed': 'major',
  'precondition-removed': 'major',
  'verification-removed': 'major',
  'rollback-removed': 'major',
  'field-removed': 'minor',
  'terminal-removed': 'major',
  'input-removed': 'major',
  'tool-removed': 'minor',
  'reference-removed': 'minor',
  'prohibition-removed': 'major',
  'trigger-removed': 'major',
  'signal-removed': 'minor',
  'redirection-removed': 'minor',
  'evidence-removed': 'minor',
  'section-removed': 'major',
  'former-id-removed': 'minor'
} as const satisfies Record<string, Bump>

/** What can be other than it was, and the least bump that it demands. */
export const ALTERATIONS = {
  'entry-changed': 'major',
  'steps-reordered': 'major',
  'step-moved': 'major',
  'step-renamed': 'patch',
  'step-renumbered': 'patch',
  'step-reworded': 'patch',
  'effect-raised': 'major',
  'effect-lowered': 'minor',
  'branch-retargeted': 'major',
  'branches-reordered': 'major',
  'condition-changed': 'minor',
  'condition-reworded': 'patch',
  'matcher-changed': 'major',
  'command-changed': 'minor',
  'commands-reordered': 'minor',
  'manual-action-changed': 'minor',
  'precondition-changed': 'minor',
  'verification-changed': 'minor',
  'rollback-changed': 'minor',
  'expected-changed': 'minor',
  'time-box-changed': 'minor',
  'input-made-required': 'major',
  'input-made-optional': 'minor',
  'input-made-secret': 'minor',
  'input-made-public': 'major',
  'tool-raised': 'major',
  'tool-lowered': 'minor',
  'access-raised': 'major',
  'access-lowered': 'minor',
  'entitlement-demanded': 'major',
  'entitlement-dropped': 'minor',
  'prohibition-changed': 'minor',
  'trigger-changed': 'minor',
  'section-reworded': 'patch',
  'checklist-changed': 'patch',
  'metadata-changed': 'patch'
} as const satisfies Record<string, Bump>

export type Addition = keyof typeof ADDITIONS
export type Removal = keyof typeof REMOVALS
export type Alteration = keyof typeof ALTERATIONS

const common = {
  bump: bumpSchema.describe('The least bump that the change demands.'),
  message: z.string().describe('The change in words.'),
  file: z.enum(['README.md', 'checklist.md', 'pack.json']).describe('Where it was made.'),
  step: z
    .string()
    .nullable()
    .describe('The id of the step, as it is now; as it was for one that is gone; null for what stands in no step.'),
  name: z.string().nullable().describe('The step in words, such as `Step 2 (Ask the queue)`.'),
  part: z.string().nullable().describe('The branch, field, section or field of pack.json; null for the whole.')
}
const was = z.string().describe('What stood there.')
const is = z.string().describe('What stands there.')
const place = positionSchema.nullable()

/** The names of a table, as an enumeration wants them. */
function namesOf<Name extends string>(table: Readonly<Record<Name, Bump>>): [Name, ...Name[]] {
  return Object.keys(table) as [Name, ...Name[]]
}

/** One change. `before` and `after` are its places in the two texts. */
export const changeSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.enum(namesOf(ADDITIONS)), ...common, was: z.null(), is, before: z.null(), after: place }),
    z.object({ type: z.enum(namesOf(REMOVALS)), ...common, was, is: z.null(), before: place, after: z.null() }),
    z.object({ type: z.enum(namesOf(ALTERATIONS)), ...common, was, is, before: place, after: place })
  ])
  .meta({ id: 'change' })
export type Change = z.infer<typeof changeSchema>
export type ChangeType = Change['type']

const sideSchema = z.object({
  name: z.string().describe('Where it was read: a path, a tarball, a revision, or a package with its version.'),
  version: z.string().nullable().describe('The version in its pack.json; null when that cannot be read.')
})

/** What `keys diff --format json` prints. */
export const graphDiffSchema = z
  .object({
    version: z.literal('1.0'),
    slug: z.string().describe('The slug of the pack.'),
    before: sideSchema,
    after: sideSchema,
    bump: bumpSchema.nullable().describe('The least bump that all changes together demand; null without a change.'),
    changes: z.array(changeSchema).describe('In order of the text, what concerns no step last.')
  })
  .describe('The difference of two versions of a pack.')
export type GraphDiff = z.infer<typeof graphDiffSchema>
