/**
 * The journal of a run: one event a line, each bound to the one before.
 */
import * as z from 'zod'
import { effectSchema, interpreterSchema } from './words.js'

/** The version of the journal; a newer minor version only adds kinds of events and fields. */
export const JOURNAL_VERSION = '1.2'

const hexSchema = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')
const timeSchema = z.iso.datetime().describe('ISO 8601, in UTC.')

/** Where a command stands in its step: among the step's own ones, or in a field that owns it. */
export const commandPartSchema = z.enum(['step', 'verification', 'rollback', 'manual-alternative'])
export type CommandPart = z.infer<typeof commandPartSchema>

/** Names a command of a runbook. */
export const commandReferenceSchema = z.object({
  step: z.string().describe('The id of the step.'),
  part: commandPartSchema,
  index: z.int().min(0).describe('Its place in that part, from 0.')
})
export type CommandReference = z.infer<typeof commandReferenceSchema>

/** How a command ended. */
export const processEndSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('exited'), status: z.int().min(0).max(255) }),
  z.object({ type: z.literal('signaled'), signal: z.string().describe('The signal, such as `SIGSEGV`.') }),
  z.object({ type: z.literal('timed-out') }),
  z.object({ type: z.literal('canceled') }),
  z.object({ type: z.literal('not-started'), reason: z.string() })
])
export type ProcessEnd = z.infer<typeof processEndSchema>

/** What one stream of a command came to. Secrets are masked before anything else is done with it. */
export const storedOutputSchema = z.object({
  text: z.string().describe('What was kept, secrets masked.'),
  bytes: z.int().min(0).describe('All bytes that came.'),
  dropped: z.int().min(0).describe('Bytes that were not kept.'),
  digest: hexSchema.describe('The SHA-256 of `text` in UTF-8.')
})
export type StoredOutput = z.infer<typeof storedOutputSchema>

/** How a step was left. */
export const choiceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('branch'), index: z.int().min(0).describe('The branch in its step, from 0.') }),
  z.object({ type: z.literal('holds') }).describe('What was expected holds.'),
  z.object({ type: z.literal('fails') }).describe('What was expected does not hold.'),
  z.object({ type: z.literal('continue') }).describe('A step without branches, done.')
])
export type Choice = z.infer<typeof choiceSchema>

/**
 * Who confirmed what was done: a person, what was allowed beforehand (`--yes`), an agent, or, as `script`, a drill that
 * answers in the place of a person.
 */
export const confirmedBySchema = z.enum(['person', 'policy', 'agent', 'script'])
export type ConfirmedBy = z.infer<typeof confirmedBySchema>

/**
 * How an answer came. `terminal`: typed by somebody at the terminal of their own runner. `piped`: read from a pipe or a
 * file, which proves no person. `signed`: with a signature of a key that the team lists. `agent`: by an agent. `policy`:
 * allowed beforehand. `script`: by a drill.
 */
export const channelSchema = z.enum(['terminal', 'piped', 'signed', 'agent', 'policy', 'script'])
export type Channel = z.infer<typeof channelSchema>

/** Which answers of people a run takes with a signature alone: `effects`, what may change something; `decisions`, also how steps are left. */
export const signedAnswersSchema = z.enum(['effects', 'decisions'])
export type SignedAnswers = z.infer<typeof signedAnswersSchema>

/** The signature of an answer. What is signed follows from the journal: the answer, the run, its text, host and folder, and these. */
export const answerSignatureSchema = z.object({
  signer: z.string().describe('Who signed, as the list of signers names the key.'),
  key: z.string().describe('The fingerprint of the key.'),
  head: hexSchema.describe('The end of the journal that was answered to.'),
  signedAt: timeSchema,
  expiresAt: timeSchema,
  text: z.string().describe('The signature, as `ssh-keygen -Y sign` writes it.')
})
export type AnswerSignature = z.infer<typeof answerSignatureSchema>

/** How an answer came; absent where it was not recorded, as in journals of before. */
const answeredSchema = {
  channel: channelSchema.optional().describe('How the answer came.'),
  signature: answerSignatureSchema.optional().describe('For `signed`: who signed the answer.')
}
/** Why a run is left to a person. */
export const personNeedSchema = z.enum([
  'precondition',
  'manual-action',
  'changes',
  'rollback',
  'window',
  'lost-command',
  'not-read-only',
  'belied',
  'inputs',
  'decision',
  'circle'
])
export type PersonNeed = z.infer<typeof personNeedSchema>

/** A step as it was called when it was asked, so that a record reads without its runbook. */
const askedSchema = {
  step: z.string().describe('The id of the step.'),
  question: z.string().describe('Label and title of the step.')
}
const nextSchema = z
  .string()
  .describe('The node that follows: the id of a step, `stop:<terminal>` or `pack:<package>`.')
const rollbackSchema = z
  .boolean()
  .describe('Whether what was done can be taken back first: then the run ends with its rollback, not with this event.')

/** Where a value came from. One of an alert or an agent was proposed: whoever took it is in `channel`. */
export const inputOriginSchema = z.enum(['environment', 'person', 'overlay', 'alert', 'agent'])
export type InputOrigin = z.infer<typeof inputOriginSchema>

/** What happened, without its place in the chain. */
export const runEventBodySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run-started'),
    journalVersion: z.string(),
    run: z.string().describe('The id of the run.'),
    pack: z.object({
      name: z.string().describe('The package.'),
      slug: z.string(),
      title: z.string(),
      version: z.string(),
      contentHash: z.string().describe('Of the documents that are followed.'),
      complianceRelevance: z.array(z.string())
    }),
    step: z.string().describe('The id of the first step.')
  }),
  z.object({
    type: z.literal('session-opened'),
    operator: z.string().describe('Who answers from here on.'),
    account: z.string().describe('The account of the system; the operator may have given another name.'),
    host: z.string(),
    process: z.int().describe('The process id.'),
    folder: z.string().describe('The folder in which commands run from here on.'),
    tool: z.string().describe('What is used, with its version.'),
    signedAnswers: signedAnswersSchema
      .optional()
      .describe('Which answers are taken with a signature alone, from here to the end of the run.')
  }),
  z.object({
    type: z.literal('session-closed'),
    reason: z.enum(['stopped', 'handed-over', 'waiting', 'interrupted', 'ended']),
    to: z.string().nullable().describe('For `handed-over`: who goes on.'),
    asBundle: z.boolean().describe('For `handed-over`: whether the run left this machine as a bundle.')
  }),
  z.object({
    type: z.literal('lock-taken-over'),
    operator: z.string(),
    host: z.string(),
    process: z.int(),
    since: timeSchema
  }),
  z.object({
    type: z.literal('torn-line-set-aside'),
    file: z.string().describe('Where it was put, in the folder of the run.'),
    bytes: z.int().min(1),
    digest: hexSchema.describe('The SHA-256 of what was put there.')
  }),
  z.object({
    type: z.literal('version-switched'),
    version: z.string(),
    contentHash: z.string(),
    step: z.string().describe('The step at which the run goes on in the new text.')
  }),
  z.object({
    type: z.literal('input-set'),
    name: z.string(),
    secret: z.boolean(),
    value: z.string().nullable().describe('Null for a secret, which is never stored, and for one that is taken away.'),
    origin: inputOriginSchema,
    ...answeredSchema
  }),
  z.object({
    type: z.literal('precondition-acknowledged'),
    ...askedSchema,
    effect: effectSchema.nullable(),
    text: z.string().describe('The precondition as it was shown.'),
    agreedBy: z.string().nullable().describe('The second person, where the text asks for one.'),
    ...answeredSchema
  }),
  z.object({
    type: z.literal('command-started'),
    execution: z.int().min(1).describe('Counts the executions of the run.'),
    command: commandReferenceSchema,
    interpreter: interpreterSchema,
    code: z.string().describe('The command as it stands in the text.'),
    confirmation: z
      .enum(['confirmed', 'typed', 'policy'])
      .describe('`typed`: with the name of the step. `policy`: allowed beforehand for what is shown to be read-only.'),
    confirmedBy: confirmedBySchema.describe('Who let it run.'),
    terminal: z.literal(true).optional().describe('It was given the terminal, so that a person could answer it.'),
    ...answeredSchema
  }),
  z.object({
    type: z.literal('command-running'),
    execution: z.int().min(1),
    process: z.int().min(1).describe('The process id of the interpreter, which leads a process group of its own.'),
    identity: z
      .string()
      .nullable()
      .describe('What tells this process from a later one of the same number; null where the system does not say.')
  }),
  z.object({
    type: z.literal('command-ended'),
    execution: z.int().min(1),
    end: processEndSchema,
    duration: z.int().min(0).describe('Milliseconds.'),
    stdout: storedOutputSchema,
    stderr: storedOutputSchema
  }),
  z.object({
    type: z.literal('command-lost'),
    execution: z
      .int()
      .min(1)
      .describe('One that was started and of which no end was recorded: its outcome is unknown.'),
    process: z.enum(['running', 'gone', 'unknown']).describe('What was found of its processes.')
  }),
  z.object({
    type: z.literal('command-reported'),
    execution: z.int().min(1),
    command: commandReferenceSchema,
    code: z.string(),
    status: z.int().min(0).max(255).nullable().describe('The exit status that the person saw; null when not seen.'),
    output: z.string().describe('What the person saw, as a rule its last line.'),
    ...answeredSchema
  }),
  z.object({
    type: z.literal('manual-action-done'),
    ...askedSchema,
    text: z.string().describe('What was to be done, as it was shown.'),
    observed: z.string().nullable().describe('What the person saw or wrote down.'),
    ...answeredSchema
  }),
  z.object({
    type: z.literal('decided'),
    ...askedSchema,
    choice: choiceSchema,
    condition: z.string().nullable().describe('The words of the branch; `Otherwise` for the default.'),
    by: z.enum(['matcher', 'person']),
    confirmedBy: confirmedBySchema.describe('Who left the step: what a matcher said may be confirmed by a policy.'),
    suggested: choiceSchema.nullable().describe('What the matchers said; null when they left it to the person.'),
    suggestionReason: z.string().nullable().describe('Why the matchers said so.'),
    observed: z.string().nullable().describe('The value on which it was decided.'),
    execution: z.int().min(1).nullable().describe('The execution on which it was decided.'),
    reason: z.string().nullable().describe('Why a person decided otherwise than the matchers.'),
    next: nextSchema,
    rollback: rollbackSchema,
    ...answeredSchema
  }),
  z.object({
    type: z.literal('skipped'),
    ...askedSchema,
    choice: choiceSchema,
    condition: z.string().nullable(),
    reason: z.string(),
    next: nextSchema,
    ...answeredSchema
  }),
  z.object({ type: z.literal('deferred'), ...askedSchema, until: timeSchema, ...answeredSchema }),
  z.object({
    type: z.literal('went-back'),
    ...askedSchema,
    next: z.string().describe('The step returned to.'),
    ...answeredSchema
  }),
  z.object({
    type: z.literal('escalated'),
    ...askedSchema,
    reason: z.string(),
    rollback: rollbackSchema,
    ...answeredSchema
  }),
  z.object({
    type: z.literal('rollback-closed'),
    ...askedSchema,
    outcome: z.enum(['rolled-back', 'left-as-is']),
    reason: z.string().nullable(),
    ...answeredSchema
  }),
  z.object({
    type: z.literal('run-ended'),
    ...askedSchema,
    reason: z.string().describe('Why it was ended before the runbook came to an end, such as a false alarm.'),
    ...answeredSchema
  }),
  z.object({
    type: z.literal('run-reopened'),
    ...askedSchema,
    reason: z.string().describe('Why a run that had ended goes on.'),
    ...answeredSchema
  }),
  z.object({
    type: z.literal('attached'),
    step: z.string().nullable(),
    name: z.string().describe('The name of the file.'),
    bytes: z.int().min(0),
    digest: hexSchema.describe('The SHA-256 of the file.'),
    text: z.string().describe('What it shows.'),
    ...answeredSchema
  }),
  z.object({ type: z.literal('noted'), step: z.string().nullable(), text: z.string(), ...answeredSchema }),
  z.object({
    type: z.literal('parked'),
    ...askedSchema,
    need: personNeedSchema,
    reason: z.string().describe('Why nobody but a person goes on from here.')
  })
])
export type RunEventBody = z.infer<typeof runEventBodySchema>
export type RunEventType = RunEventBody['type']

/** The place of an event in the chain. */
export const chainSchema = z.object({
  sequence: z.int().min(1).describe('From 1, without gaps.'),
  at: timeSchema,
  previous: hexSchema.describe('The hash of the line before; of the first line 64 zeros.'),
  hash: hexSchema.describe('The SHA-256 of this line without `,"hash":"..."`.')
})
/** An event of a journal. */
export const runEventSchema = z.intersection(runEventBodySchema, chainSchema)
export type RunEvent = z.infer<typeof runEventSchema>
