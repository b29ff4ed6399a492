/**
 * urls.json: every page and every anchor that a marketplace ever published. They stand in alert rules and tickets, so none
 * may ever lead nowhere.
 */
import * as z from 'zod'

const pathSchema = z
  .string()
  .describe('Relative to the address of the site, with a slash at its end; empty for its root.')

/** Why a page is gone, and what to read instead. */
const goneNoteSchema = z.strictObject({
  reason: z.string().min(1).describe('Why the page was withdrawn.'),
  see: z.string().nullable().describe('The path of what to read instead, with or without a fragment.')
})
export type GoneNote = z.infer<typeof goneNoteSchema>

export const publishedUrlsSchema = z
  .strictObject({
    $schema: z.string().optional(),
    version: z
      .string()
      .regex(/^1\.\d+$/, 'expected a list of version 1')
      .describe('The version of this form; a newer minor version only adds fields.'),
    site: z
      .string()
      .nullable()
      .describe('The address of the site, with a slash at its end; null where it is not known.'),
    pages: z.record(pathSchema, z.array(z.string())).describe('Ids that can be linked, by the path of their page.'),
    alerts: z.record(z.string(), pathSchema).describe('The page of each alert, by its name.'),
    gone: z.record(pathSchema, goneNoteSchema).optional().describe('Pages that were withdrawn.')
  })
  .describe('Every page and anchor that a marketplace ever published.')
export type PublishedUrls = z.infer<typeof publishedUrlsSchema>
