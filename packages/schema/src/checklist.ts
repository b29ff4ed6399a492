/**
 * The checklist model: what the parser makes of a checklist.md.
 */
import * as z from 'zod'
import { positionSchema } from './position.js'
import { blockSchema, definitionSchema, problemSchema, textItemSchema, timeBoxSchema } from './runbook.js'
import { sectionKindSchema } from './words.js'

export const checklistItemSchema = z.object({
  checked: z.boolean().nullable().describe('Null for a list item without a box.'),
  text: z.string(),
  label: z.string().nullable().describe('The label by which it links to a step, such as `Step 2`.'),
  url: z.string().nullable().describe('Where its first link leads.'),
  slots: z.int().min(0).describe('Blanks to fill in: runs of underscores in inline code.'),
  position: positionSchema
})
export type ChecklistItem = z.infer<typeof checklistItemSchema>

export const checklistPhaseSchema = z.object({
  kind: sectionKindSchema.nullable().describe('The section of the runbook that the phase stands for.'),
  title: z.string(),
  timeBox: timeBoxSchema.nullable(),
  mode: z.enum(['read-do', 'do-confirm']).nullable(),
  items: z.array(checklistItemSchema),
  headingPosition: positionSchema,
  position: positionSchema
})
export type ChecklistPhase = z.infer<typeof checklistPhaseSchema>

export const checklistSchema = z
  .object({
    modelVersion: z.string(),
    title: textItemSchema.nullable(),
    phases: z.array(checklistPhaseSchema),
    definitions: z.array(definitionSchema),
    blocks: z.array(blockSchema),
    problems: z.array(problemSchema)
  })
  .describe('A checklist, parsed.')
export type Checklist = z.infer<typeof checklistSchema>
