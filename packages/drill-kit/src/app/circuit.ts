// A circuit breaker: after failures in a row it lets nothing through for a while, then one probe.

/** A circuit around the calls to one dependency. */
export type Circuit = {
  /** Tells whether a call may be made now. After the pause one caller gets the probe. */
  mayCall(): boolean
  /** Notes how a call ended. */
  note(succeeded: boolean): void
}

/**
 * Makes a closed circuit.
 *
 * @param options `failures` in a row that open it; `openMs`: milliseconds until the probe.
 * @returns The circuit.
 */
export function createCircuit(options: { failures: number; openMs: number }): Circuit {
  let failed = 0
  let openUntil = 0
  return {
    mayCall() {
      if (failed < options.failures) return true
      if (Date.now() < openUntil) return false
      // One probe; the others wait until it has ended.
      openUntil = Date.now() + options.openMs
      return true
    },
    note(succeeded) {
      failed = succeeded ? 0 : failed + 1
      if (failed >= options.failures) openUntil = Date.now() + options.openMs
    }
  }
}
