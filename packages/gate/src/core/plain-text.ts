/** Text of people, as far as it may be stored and shown in a terminal. Pure. */
import * as z from 'zod'

/**
 * One line without control characters, without what turns the direction of writing, and without halves of characters: some
 * databases refuse these, and the hash of what was sent would not be that of what is stored.
 * @param most Its greatest length.
 */
export function plainText(most: number): z.ZodString {
  return z
    .string()
    .min(1, 'must not be empty')
    .max(most, `has to be ${most} characters or less`)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, 'has to be one line of plain text')
}
