/**
 * drill/coverage.json: what the last drill of a pack walked.
 */
import * as z from 'zod'
import { commandPartSchema } from './run.js'

/** How many of how many. */
export const drillCountSchema = z.object({ covered: z.int().min(0), total: z.int().min(0) })

/** What drills put in place of what they cannot start: a closed list, as the coverage line names them. */
export const STAND_INS = ['a dependency', 'a model provider', 'an application', 'Stripe', 'Supabase', 'time'] as const
export const standInSchema = z.enum(STAND_INS)
export type StandIn = z.infer<typeof standInSchema>

export const drillCoverageSchema = z
  .object({
    $schema: z.string().optional(),
    readme_hash: z
      .string()
      .regex(/^sha256-[0-9a-f]{64}$/)
      .describe(
        'The SHA-256 of the README that was drilled, without its coverage line and the sections that no drill walks (When to use, When not to use, Evidence & audit notes, Post-incident follow-ups). A text with another one was changed since.'
      ),
    stand_ins: z
      .array(standInSchema)
      .optional()
      .describe('What the worlds of the drill put in place of the real thing; absent for nothing.'),
    commands: drillCountSchema.describe('Commands that were executed, over all that the runbook has.'),
    branches: drillCountSchema.describe(
      'Branches with a matcher that a machine took, over all, production-only ones too.'
    ),
    defaults: drillCountSchema.describe('Branches for all other answers that a machine took, over all.'),
    production_only: z
      .array(
        z.object({
          step: z.string().describe('The label of the step, such as `Step 2`.'),
          branch: z.string().describe('The condition, as written.'),
          reason: z.string().min(1).describe('Why no drill can show it.')
        })
      )
      .describe('Branches that only production can show. They are never counted as covered.'),
    scripted: z
      .object({ decisions: z.int().min(0), manual_actions: z.int().min(0) })
      .describe('Decisions and manual actions that the scenarios scripted for a person.'),
    uncovered: z
      .array(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('command'), step: z.string(), part: commandPartSchema, index: z.int().min(0) }),
          z.object({ type: z.literal('branch'), step: z.string(), branch: z.string() })
        ])
      )
      .describe('What no scenario walked, in order of writing.'),
    scenarios: z.array(
      z.object({
        name: z.string(),
        wrong_action: z
          .string()
          .nullable()
          .describe('The wrong action that a negative case takes; null for the others.'),
        path: z.array(z.string()).describe('Labels of the steps, in the order in which they were visited.'),
        end: z.string().describe('The node in which it ended, such as `stop:resolved`.')
      })
    )
  })
  .describe('What the last drill of a pack walked.')
export type DrillCoverage = z.infer<typeof drillCoverageSchema>

/** Where a pack keeps the result of its last drill. */
export const COVERAGE_FILE = 'drill/coverage.json'

/** Where a pack keeps its drill. */
export const DRILL_FILE = 'drill/drill.js'
