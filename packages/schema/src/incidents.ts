/**
 * incidents.json: public incidents that a runbook is held against.
 */
import * as z from 'zod'
import { extensibleObject } from './extensions.js'
import { slugSchema } from './names.js'
import { STEP_LABEL } from './words.js'

/** What following the text came to, or would have come to. */
export const INCIDENT_VERDICTS = ['right', 'sent-on', 'partly', 'wrong', 'stuck', 'outside'] as const
export const incidentVerdictSchema = z
  .enum(INCIDENT_VERDICTS)
  .describe(
    '`right`: the right action. `sent-on`: in the first minute, with the reason. `partly`: right under an assumption. `wrong`: a wrong turn. `stuck`: escalated without the cause. `outside`: out of scope without a word.'
  )
export type IncidentVerdict = z.infer<typeof incidentVerdictSchema>

export const incidentCaseSchema = z
  .strictObject({
    id: slugSchema.describe('Unique in the file.'),
    title: z.string().min(1).max(200),
    sources: z
      .array(z.url({ protocol: /^https$/ }))
      .min(1)
      .describe('Where it was told in public.'),
    broken: z.string().min(1).describe('What was broken.'),
    before: z
      .strictObject({ verdict: incidentVerdictSchema, reason: z.string().min(1) })
      .describe('What the text came to before it was held against this incident.'),
    way: z
      .array(z.string().regex(new RegExp(`^(?:First minute|${STEP_LABEL})$`), 'expected a label such as "Step 2"'))
      .min(1)
      .describe('The way that the text takes now: labels of steps, or `First minute`.'),
    verdict: incidentVerdictSchema,
    leads_to: z
      .string()
      .regex(/^(?:resolved|escalate|@?[a-z0-9][\w./-]*)$/, 'expected "resolved", "escalate" or the name of a package')
      .describe('How it ends: `resolved`, `escalate`, or the package of the right runbook.'),
    reason: z.string().min(1).describe('Why that is right, or what is still missing.'),
    scenario: z
      .string()
      .min(1)
      .nullable()
      .describe('The scenario of the drill that plays it; null when no machine can.')
  })
  .meta({ id: 'incidentCase' })
export type IncidentCase = z.infer<typeof incidentCaseSchema>

export const incidentsSchema = extensibleObject({
  $schema: z.string().optional(),
  incidents: z.array(incidentCaseSchema)
}).describe('Public incidents that a runbook is held against.')
export type Incidents = z.infer<typeof incidentsSchema>
