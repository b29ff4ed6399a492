import * as z from 'zod'
import { positionSchema } from './position.js'

const written = {
  raw: z.string().describe('As written in inline code.'),
  position: positionSchema
}

/** What a machine decides against the outcome of a command. */
export const matcherSchema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('literal'),
      value: z.string().describe('Equals the last non-empty line of stdout.'),
      ...written
    }),
    z.object({
      type: z.literal('class'),
      digit: z.int().min(1).max(5).describe('The last line is a three-digit number with this first digit.'),
      ...written
    }),
    z.object({
      type: z.literal('comparison'),
      operator: z.enum(['>', '>=', '<', '<=', '==', '!=']),
      value: z.number().describe('The last line is a number that compares so with this one.'),
      ...written
    }),
    z.object({
      type: z.literal('regexp'),
      pattern: z.string().describe('Is found in stdout. RE2 syntax.'),
      flags: z.string().describe('Of i, m, s.'),
      ...written
    }),
    z.object({ type: z.literal('exit'), status: z.int().min(0).max(255).describe('The exit status.'), ...written }),
    z.object({ type: z.literal('empty'), ...written }).describe('stdout has nothing but white space.'),
    z.object({ type: z.literal('invalid'), reason: z.string().describe('What is wrong with it.'), ...written })
  ])
  .meta({ id: 'matcher' })
export type Matcher = z.infer<typeof matcherSchema>
