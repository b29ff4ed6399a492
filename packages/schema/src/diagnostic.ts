/**
 * Diagnostics: what a rule reports.
 */
import * as z from 'zod'
import { pointSchema } from './position.js'
import { SEVERITIES } from './severities.js'

export { SEVERITIES } from './severities.js'

export const severitySchema = z.enum(SEVERITIES)
export type Severity = z.infer<typeof severitySchema>

/** Edits to one file that fix a finding. */
export const fileEditsSchema = z.object({
  file: z.string().describe('Path of the file, as in a finding.'),
  edits: z
    .array(
      z.object({
        start: z.int().min(0).describe('Offset in UTF-16 code units; a byte order mark counts.'),
        end: z.int().min(0).describe('The first offset that stays; equal to `start` where nothing is taken out.'),
        text: z.string().describe('What stands there instead.')
      })
    )
    .min(1)
    .describe('In order of place, none inside another; all offsets are those of the text before.'),
  creates: z
    .literal(true)
    .optional()
    .describe('Whether there is no such file yet; its one edit is then its whole text.')
})
export type FileEdits = z.infer<typeof fileEditsSchema>
/** One of the edits of a file. */
export type TextEdit = FileEdits['edits'][number]

/** What fixes a finding: edits to one or more files, all of them or none. */
export const fixSchema = z.array(fileEditsSchema).min(1).describe('Edits that fix it, to be made all or not at all.')
export type Fix = z.infer<typeof fixSchema>

export const diagnosticSchema = z
  .object({
    code: z
      .string()
      .regex(/^[a-z]+\/[a-z]+(-[a-z]+)*$/)
      .describe('The rule: its area, a slash, its name.'),
    messageId: z.string().describe('Which of the messages of the rule.'),
    severity: severitySchema,
    file: z.string().describe('Path of the file, relative to the folder that was validated, with forward slashes.'),
    range: z
      .object({ start: pointSchema, end: pointSchema })
      .describe('What it speaks of; `end` is the first place after it.'),
    message: z.string().describe('What is wrong.'),
    expected: z.string().describe('What was expected.'),
    help: z.string().describe('How to fix it.'),
    data: z.record(z.string(), z.string()).describe('The values that stand in the message.'),
    url: z.string().describe('The page of the rule.'),
    fix: fixSchema.optional()
  })
  .describe('One finding.')
export type Diagnostic = z.infer<typeof diagnosticSchema>

/** What `keys validate --format json` prints. */
export const validationReportSchema = z
  .object({
    version: z.literal('1.0'),
    packs: z.array(
      z.object({
        path: z.string().describe('The folder of the pack, relative to where the command ran.'),
        diagnostics: z.array(diagnosticSchema)
      })
    ),
    summary: z.object({
      packs: z.int().min(0),
      error: z.int().min(0),
      warning: z.int().min(0),
      information: z.int().min(0)
    })
  })
  .describe('The findings of one validation.')
export type ValidationReport = z.infer<typeof validationReportSchema>
