import * as z from 'zod'

/** Fields that anybody may add to a pack.json, a key.json or a catalog. */
export interface Extensions {
  [name: `x-${string}`]: unknown
}

/**
 * An object that knows its fields and accepts `x-*` beside them, and nothing else.
 * Unknown fields are an issue with the code `unrecognized_keys`, as zod's own strict objects report them; a JSON Schema
 * made from it says the same with `patternProperties`.
 * @param shape The known fields.
 */
export function extensibleObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  // Strict, because a loose object drops a `__proto__` field unseen; typed as loose, because `x-*` fields pass.
  const strict = z.strictObject(shape) as unknown as z.ZodObject<Shape, z.core.$loose>
  return strict
    .superRefine(acceptExtensions, {
      // Also when a field is wrong: one run tells all faults.
      when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value)
    })
    .meta({ patternProperties: { '^x-': {} }, additionalProperties: false })
}

/** Takes `x-*` out of what a strict object reports as unknown, and puts the fields back into its value. */
function acceptExtensions(value: Record<string, unknown>, context: z.core.$RefinementCtx): void {
  const index = context.issues.findIndex(({ code, path }) => code === 'unrecognized_keys' && !path?.length)
  const issue = context.issues[index]
  if (issue?.code !== 'unrecognized_keys') return
  const input = issue.input as Record<string, unknown>
  const unknown: string[] = []
  for (const key of issue.keys) {
    if (key.startsWith('x-')) value[key] = input[key]
    else unknown.push(key)
  }
  if (unknown.length === 0) context.issues.splice(index, 1)
  else context.issues[index] = { ...issue, keys: unknown, message: `Unrecognized fields: ${unknown.join(', ')}` }
}
