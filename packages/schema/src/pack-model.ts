/**
 * runbook.json: what a published pack carries of its models, so that readers need no parser.
 */
import * as z from 'zod'
import { checklistSchema } from './checklist.js'
import { runbookSchema } from './runbook.js'

export const packModelSchema = z
  .object({ $schema: z.string().optional(), runbook: runbookSchema, checklist: checklistSchema })
  .describe('The models of a pack: its runbook and its checklist, parsed.')

/** The content of runbook.json. */
export type PackModel = z.infer<typeof packModelSchema>
