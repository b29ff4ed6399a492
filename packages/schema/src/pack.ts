/**
 * pack.json: the metadata of a pack. Names are snake_case, because the marketplace's contract is.
 */
import * as z from 'zod'
import { extensibleObject, type Extensions } from './extensions.js'
import { inputNameSchema, jupyterKeyNameSchema, nodeKeyNameSchema, slugSchema, versionSchema } from './names.js'

export const KEY_TYPES = ['incident', 'failure-mode', 'decision', 'recovery'] as const
export const SEVERITY_LEVELS = ['p0', 'p1', 'p2', 'p3', 'p4'] as const
export const MATURITIES = ['starter', 'operator', 'scale', 'enterprise'] as const

export const maturitySchema = z.enum(MATURITIES).describe('How much the key expects of the team that uses it.')
export const authorSchema = z
  .strictObject({
    name: z.string().min(1).describe('A person or an organization.'),
    email: z.email().optional().describe('An address for questions about the content.'),
    url: z
      .string()
      // Not z.url(), whose JSON Schema is a format, which most readers do not check: `javascript:` would pass.
      .regex(/^https?:\/\/[^\s/?#]+\S*$/, 'expected an address that begins with https:// or http://')
      .optional()
      .describe('A page about the author.')
  })
  .describe('Who answers for the content.')

/** An input: an environment variable that the commands of a runbook need. */
export const inputSchema = z.strictObject({
  name: inputNameSchema.describe('The environment variable, in capitals.'),
  description: z.string().min(1).describe('What it is and where an operator finds its value.'),
  example: z.string().optional().describe('A value of the right form, never a real one.'),
  required: z.boolean().optional().describe('Whether the runbook cannot be followed without it. Absent means true.'),
  secret: z.boolean().optional().describe('Whether its value must never be shown or stored. Absent means false.')
})
export type Input = z.infer<typeof inputSchema>

/** A command-line tool that the commands of a runbook need. */
export const requiredToolSchema = z.strictObject({
  command: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._+-]*$/, 'expected the name of a command, such as "psql"')
    .describe('The name of the command.'),
  minimum_version: z
    .string()
    .regex(/^\d+(\.\d+)*$/, 'expected a version such as "15" or "7.88.1"')
    .optional()
    .describe('The lowest version that works.'),
  needed_with: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'expected the name of an input, such as "REDIS_HOST"')
    .optional()
    .describe('The input without whose value nobody needs the command. Absent means that everybody does.')
})
export type RequiredTool = z.infer<typeof requiredToolSchema>

const documentationPathSchema = z.string().min(1).max(200)

export const packSchema = extensibleObject({
  $schema: z.string().optional().describe('The address of this schema, for editors.'),
  slug: slugSchema.describe('URL-safe identifier; equals the name of the folder.'),
  title: z.string().min(1).max(200).describe('Display name; equals the H1 of the runbook.'),
  description: z.string().min(1).max(5000).describe('What the runbook covers, for a listing.'),
  tool: z.literal('operational').describe('What kind of key this is. Runbooks are operational.'),
  key_type: z.array(z.enum(KEY_TYPES)).min(1).describe('What the runbook is for; one or more.'),
  severity_level: z
    .enum(SEVERITY_LEVELS)
    .optional()
    .describe('The severity of the incident it is written for; p0 is the worst.'),
  version: versionSchema.describe('Equals package.json and the newest entry of CHANGELOG.md.'),
  runtime_dependency: z.enum(['human', 'assisted', 'automated']).optional().describe('Who carries the steps out.'),
  required_access_level: z.enum(['read', 'write', 'admin']).optional().describe('The access that its actions need.'),
  produces_evidence: z.boolean().optional().describe('Whether following it leaves a record fit for an audit.'),
  compliance_relevance: z
    .array(z.string().min(1))
    .optional()
    .describe('Frameworks to which its evidence matters; known are SOC2, PCI-DSS, GDPR, HIPAA, ISO27001.'),
  references_jupyter_keys: z.array(jupyterKeyNameSchema).optional().describe('Jupyter keys that the runbook names.'),
  references_node_keys: z.array(nodeKeyNameSchema).optional().describe('Node and Next keys that the runbook names.'),
  related_runbooks: z.array(slugSchema).optional().describe('Slugs of the runbooks that this one names.'),
  outcome: z
    .string()
    .min(1)
    .max(100)
    .describe('Outcome category, such as incident-response, recovery or decision-support.'),
  maturity: maturitySchema,
  tags: z.array(z.string().min(1)).optional().describe('Words to find it by.'),
  license_spdx: z.string().min(1).describe('An SPDX license expression, such as MIT.'),
  author: authorSchema,
  documentation: z
    .strictObject({
      readme: documentationPathSchema.describe('The runbook.'),
      checklist: documentationPathSchema.describe('The checklist.'),
      changelog: documentationPathSchema.describe('The changelog.')
    })
    .describe('Paths of the documents, inside the pack.'),
  inputs: z.array(inputSchema).optional().describe('Environment variables that the commands need.'),
  required_tools: z.array(requiredToolSchema).optional().describe('Commands that must be installed.'),
  entitlement: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .describe('The lookup key of the Stripe feature that unlocks the pack. Absent means that the pack is free.')
}).describe('Metadata of a runbook pack.')

/** A valid pack.json. */
export type Pack = Pick<z.infer<typeof packSchema>, KnownField> & Extensions
type KnownField = keyof typeof packSchema.shape

/** The field of a pack.json that was made for a Markdown file which is no pack: the name of that file. */
export const PLAIN_FIELD = 'x-markdown-file'

/**
 * The Markdown file that a pack was made for, so that it can be followed as it stands.
 * @param pack Its metadata.
 * @returns The name of the file; null for a real pack.
 */
export function plainFileOf(pack: Pack): string | null {
  const file = pack[PLAIN_FIELD]
  return typeof file === 'string' ? file : null
}

/**
 * The version of a pack; none for a Markdown file that is not one.
 * @param pack Its metadata.
 */
export function versionOf(pack: Pack): string {
  return plainFileOf(pack) === null ? pack.version : ''
}

/**
 * What a text is called where people read it: a package with its version, or a file that is not a pack with its hash.
 * @param text Its name, its version, which a file has not, and its hash.
 */
export function titleOfText({
  name,
  version,
  contentHash
}: {
  name: string
  version: string
  contentHash: string
}): string {
  return version === '' ? `${name} (${contentHash.slice(0, 19)})` : `${name} ${version}`
}
