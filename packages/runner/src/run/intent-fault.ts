/**
 * What is wrong with an intent as it comes from a tool that no compiler has checked.
 */
import { choiceSchema, commandReferenceSchema, inputOriginSchema, personNeedSchema } from '@keys/schema'
import * as z from 'zod'
import type { Intent } from './intents.js'

const text = z.string()
const confirmation = z.discriminatedUnion('type', [
  z.object({ type: z.literal('confirmed') }),
  z.object({ type: z.literal('typed'), phrase: text }),
  z.object({ type: z.literal('policy') })
])

/** The fields of each intent, beside its type. */
const FIELDS: Readonly<Record<Intent['type'], z.ZodType>> = {
  'set-input': z.object({ name: text, value: text.nullable(), origin: inputOriginSchema }),
  acknowledge: z.object({ agreedBy: text.optional() }),
  'run-command': z.object({ command: commandReferenceSchema, confirmation, terminal: z.literal(true).optional() }),
  'report-command': z.object({ command: commandReferenceSchema, status: z.number().nullable(), output: text }),
  'do-manual-action': z.object({ observed: text.nullish() }),
  choose: z.object({ choice: choiceSchema, reason: text.optional(), confirmation: confirmation.optional() }),
  skip: z.object({ choice: choiceSchema, reason: text }),
  defer: z.object({}),
  'go-back': z.object({ to: text.optional() }),
  escalate: z.object({ reason: text }),
  'close-rollback': z.object({ outcome: z.enum(['rolled-back', 'left-as-is']), reason: text.nullish() }),
  note: z.object({ text }),
  park: z.object({ need: personNeedSchema, reason: text }),
  attach: z.object({ name: text, bytes: z.number(), digest: text, text }),
  'end-run': z.object({ reason: text }),
  reopen: z.object({ reason: text }),
  close: z.object({
    reason: z.enum(['stopped', 'handed-over', 'waiting', 'interrupted', 'ended']),
    to: text.optional(),
    asBundle: z.boolean().optional()
  })
}

/**
 * What is wrong with an intent: its type, or one of its fields.
 * @param intent Any value.
 * @returns One sentence that names the field and what was expected; null when nothing is wrong.
 */
export function intentFault(intent: unknown): string | null {
  const type = z.object({ type: z.string() }).safeParse(intent).data?.type ?? ''
  const fields = Object.hasOwn(FIELDS, type) ? FIELDS[type as Intent['type']] : undefined
  if (fields === undefined) {
    const types = Object.keys(FIELDS).join(', ')
    return `${type === '' ? 'This is not an intent' : `There is no intent ${JSON.stringify(type)}`}: its type is one of ${types}.`
  }
  const issue = fields.safeParse(intent).error?.issues[0]
  return issue === undefined ? null : `The intent ${type} has a wrong ${issue.path.join('.')}: ${issue.message}.`
}
