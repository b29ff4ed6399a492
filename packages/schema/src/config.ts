/**
 * keys.config.json: where a team keeps its packs, under which scope, and how they are to be validated.
 */
import * as z from 'zod'
import { SEVERITIES } from './diagnostic.js'
import { slugSchema } from './names.js'
import { signedAnswersSchema } from './run.js'
import { MAX_PACKS_FOLDER, MAX_SCOPE, PACKS_FOLDER, SCOPE } from './package-names.js'

/** Whether a rule is run, and how severe its findings are. */
export const ruleLevelSchema = z
  .enum(['off', ...SEVERITIES])
  .describe('`off` does not run the rule; all else is the severity of its findings.')
export type RuleLevel = z.infer<typeof ruleLevelSchema>

/** What a rule can be set to: a severity, or a severity and its options. */
export const ruleSettingSchema = z.union([
  ruleLevelSchema,
  z
    .tuple([ruleLevelSchema, z.record(z.string(), z.unknown())])
    .describe('A severity, then the options of the rule, which its page names.')
])
export type RuleSetting = z.infer<typeof ruleSettingSchema>

/** What the options of a rule have to be; each of them has a default. */
export type RuleOptionsSchema = z.ZodObject

/**
 * The severity of a setting.
 * @param setting What a rule is set to.
 */
export function ruleLevelOf(setting: RuleSetting): RuleLevel {
  return typeof setting === 'string' ? setting : setting[0]
}

/**
 * The options of a setting; none for a severity alone.
 * @param setting What a rule is set to.
 */
export function ruleOptionsOf(setting: RuleSetting): Readonly<Record<string, unknown>> {
  return typeof setting === 'string' ? {} : setting[1]
}

/** The scope under which a workspace publishes its packs. */
export const scopeSchema = z
  .string()
  .max(MAX_SCOPE)
  .regex(SCOPE, 'expected the scope of an npm package, such as "@acme"')
  .describe('The scope of the packages of this workspace, such as `@acme`. Without it, any scope will do.')

/** The folder of a workspace in which its packs lie. */
export const packsFolderSchema = z
  .string()
  .max(MAX_PACKS_FOLDER)
  .regex(PACKS_FOLDER, 'expected the path of a folder inside the workspace, such as "ops/runbooks"')
  .describe('The folder of the packs, as a path from the folder of this file; `runbook-keys` without it.')

/** keys.config.json. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The address of this schema, for editors.'),
    scope: scopeSchema.optional(),
    packs: packsFolderSchema.optional(),
    rules: z
      .record(z.string(), ruleSettingSchema)
      .optional()
      .describe(
        'Rules by code, such as `flow/dead-end`, that are off or have another severity or other options than their own.'
      ),
    drafts: z
      .array(slugSchema)
      .optional()
      .describe(
        'Packs that are still being written, by slug: what is missing as yet is information. `keys build` judges them as all others.'
      ),
    ownRules: z
      .array(z.string().min(1))
      .optional()
      .describe(
        'Modules that hold rules of the team: a file, as `./rules/acme.js` from the folder of this file, or a package.'
      ),
    maxWarnings: z.int().min(0).optional().describe('With more warnings than this, a validation fails.'),
    catalogs: z
      .array(z.string().min(1))
      .optional()
      .describe('Catalogs beside those in `catalogs/` of the folder of packs, as paths from the folder of this file.'),
    signedAnswers: z
      .strictObject({
        for: signedAnswersSchema.describe(
          '`effects`: what may change something runs, and counts as done, with a signed answer alone; `decisions`: steps are also left with signed answers alone.'
        ),
        allowedSigners: z
          .string()
          .min(1)
          .describe(
            'The list of who may sign, as ssh-keygen(1) describes it under ALLOWED SIGNERS: a path from the folder of this file.'
          )
      })
      .optional()
      .describe('Which answers of people runs take with a signature alone, and whose.'),
    runbookLinks: z
      .record(z.string().min(1), slugSchema)
      .optional()
      .describe('Addresses that alerts give for runbooks, or the beginnings of them, each with the slug that it means.')
  })
  .describe('Where the packs of a workspace lie, what scope they have, and how they are validated.')
export type Config = z.infer<typeof configSchema>
