/**
 * Errors on their way between threads: what is copied loses its class and all that it says beside its message.
 */

/** An error as a message carries it. */
export interface CarriedError {
  name: string
  message: string
  stack: string | undefined
  /** What else it says, such as a hint or the code of the system. */
  fields: Readonly<Record<string, unknown>>
}

/**
 * What a message carries of an error.
 * @param error Whatever was thrown.
 */
export function carried(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined, fields: {} }
  const { name, message, stack } = error
  return {
    name,
    message,
    stack,
    fields: Object.fromEntries(Object.entries(error).filter(([, value]) => isPlain(value)))
  }
}

/**
 * The error of another thread: by its name and fields the same as it was there.
 * @param error What a message carried of it.
 */
export function thrownElsewhere({ name, message, stack, fields }: CarriedError): Error {
  const error = Object.assign(new Error(message), fields)
  error.name = name
  if (stack !== undefined) error.stack = stack
  return error
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
