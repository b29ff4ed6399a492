/**
 * The changelog model: what the parser makes of a CHANGELOG.md.
 */
import * as z from 'zod'
import { positionSchema } from './position.js'
import { problemSchema, textItemSchema } from './runbook.js'

export const changelogEntrySchema = z.object({
  version: z.string().nullable().describe('Null for a heading that names no version.'),
  date: z.string().nullable().describe('As written, such as 2026-11-23.'),
  heading: z.string(),
  text: z.string().describe('The Markdown of the entry below its heading.'),
  headingPosition: positionSchema,
  position: positionSchema
})
export type ChangelogEntry = z.infer<typeof changelogEntrySchema>

export const changelogSchema = z
  .object({
    title: textItemSchema.nullable(),
    entries: z.array(changelogEntrySchema).describe('In order of writing, the newest first.'),
    problems: z.array(problemSchema)
  })
  .describe('A changelog, parsed.')
export type Changelog = z.infer<typeof changelogSchema>
