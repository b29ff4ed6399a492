/**
 * The evidence of a run: its journal, and what follows from it, in one file.
 */
import * as z from 'zod'
import { channelSchema, confirmedBySchema, processEndSchema } from './run.js'

/** The version of the evidence; a newer minor version only adds fields. */
export const EVIDENCE_VERSION = '1.0'

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/)

/** One line of the timeline. */
export const evidenceRecordSchema = z.object({
  sequence: z.int().min(1).describe('The event of the journal that it stands for.'),
  at: z.string().describe('ISO 8601, in UTC.'),
  operator: z.string().nullable().describe('Who; null before the first session.'),
  event: z.string().describe('The type of the event.'),
  text: z.string().describe('What happened, in a sentence.'),
  question: z.string().nullable().describe('Label and title of the step.'),
  option: z.string().nullable().describe('The branch, or how else the step was left.'),
  observed: z.string().nullable().describe('The value on which it was decided, or that was written down.'),
  by: z.enum(['matcher', 'person']).nullable().describe('Who decided.'),
  confirmedBy: confirmedBySchema.nullable().describe('Who confirmed the decision, or let the command run.'),
  channel: channelSchema.optional().describe('How the answer came; absent where it was not recorded.'),
  signedBy: z.string().optional().describe('Who signed the answer, and the fingerprint of the key.'),
  reason: z.string().nullable(),
  command: z
    .object({
      execution: z.int().min(1),
      code: z.string(),
      end: processEndSchema.nullable().describe('Null when it is not known.'),
      duration: z.int().min(0).nullable().describe('Milliseconds.'),
      stdout: digestSchema.nullable().describe('The SHA-256 of what was kept of the output, secrets masked.'),
      stderr: digestSchema.nullable()
    })
    .nullable()
})
export type EvidenceRecord = z.infer<typeof evidenceRecordSchema>

export const evidenceSchema = z
  .object({
    $schema: z.string().optional(),
    evidenceVersion: z
      .string()
      .regex(/^1\.\d+$/, 'expected evidence of version 1')
      .describe('The version of this form; a newer minor version only adds fields.'),
    run: z.string().describe('The id of the run.'),
    pack: z.object({
      name: z.string(),
      slug: z.string(),
      title: z.string(),
      version: z.string(),
      contentHash: z.string(),
      complianceRelevance: z.array(z.string())
    }),
    startedAt: z.string(),
    endedAt: z.string().nullable().describe('Null while the run is open.'),
    end: z.string().nullable().describe('The node in which it ended, such as `stop:resolved`; null while it is open.'),
    operators: z.array(
      z.object({
        operator: z.string(),
        account: z.string().optional().describe('The account of the system, where it has another name.'),
        host: z.string(),
        from: z.string()
      })
    ),
    head: z.object({ sequence: z.int().min(1), hash: digestSchema }).describe('The end of the journal.'),
    timeline: z.array(evidenceRecordSchema),
    journal: z.array(z.string()).describe('The lines of the journal, as they are.'),
    digest: digestSchema.describe('The SHA-256 of this file before the text `,"digest"`, with its white space.')
  })
  .describe('The evidence of a run.')
export type Evidence = z.infer<typeof evidenceSchema>
