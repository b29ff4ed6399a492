/**
 * keys.config.json: how a team wants its packs to be validated.
 */
import * as z from 'zod'
import { SEVERITIES } from './diagnostic.js'

/** What a rule can be set to. */
export const ruleSettingSchema = z
  .enum(['off', ...SEVERITIES])
  .describe('`off` does not run the rule; all else is the severity of its findings.')
export type RuleSetting = z.infer<typeof ruleSettingSchema>

/** keys.config.json. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The address of this schema, for editors.'),
    rules: z
      .record(z.string(), ruleSettingSchema)
      .optional()
      .describe('Rules by code, such as `flow/dead-end`, that are off or have another severity than their own.'),
    maxWarnings: z.int().min(0).optional().describe('With more warnings than this, a validation fails.'),
    catalogs: z
      .array(z.string().min(1))
      .optional()
      .describe('Catalogs beside those in runbook-keys/catalogs/, as paths from the folder of this file.')
  })
  .describe('How the packs of a workspace are validated.')
export type Config = z.infer<typeof configSchema>
