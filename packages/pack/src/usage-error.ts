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
