/** What was asked for cannot be done: wrong arguments, wrong configuration, nothing there. Told in its own words. */
export class UsageError extends Error {
  /** What to do instead, in one sentence. */
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.name = 'UsageError'
    this.hint = hint
  }
}

/**
 * Whether an error says that what was asked for cannot be done. By its name: of this class there is one in each file that was bundled
 * by itself.
 */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError' && 'hint' in error
}

const REFUSALS: readonly string[] = [
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EISDIR',
  'ENOTDIR',
  'EEXIST',
  'EMFILE',
  'ENFILE',
  'EIO',
  'ELOOP',
  'ESTALE',
  'ENAMETOOLONG',
  'EFBIG',
  'EBUSY',
  'ENXIO'
]

/** Whether the machine refused something: no fault of a program, nor of a pack. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && REFUSALS.includes(String(error.code))
}
