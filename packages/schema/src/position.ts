import * as z from 'zod'

/** A place in a text, as unist defines it, with an offset that is always there. */
export const pointSchema = z.object({
  line: z.int().min(1).describe('Line, from 1.'),
  column: z.int().min(1).describe('Column in UTF-16 code units, from 1.'),
  offset: z
    .int()
    .min(0)
    .describe('Offset in UTF-16 code units from the start of the text, from 0; a byte order mark counts.')
})
export type Point = z.infer<typeof pointSchema>

/** A range of a text; `end` is the first place after it. */
export const positionSchema = z.object({ start: pointSchema, end: pointSchema }).meta({ id: 'position' })
export type Position = z.infer<typeof positionSchema>
