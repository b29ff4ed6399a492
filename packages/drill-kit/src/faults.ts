// Named faults of a part, switched on and off at run time.

/** The switches of one part. A name that is on makes the code take the wrong way that the name says. */
export type Faults<Name extends string> = {
  /** Switches faults on. */
  fault(...names: Name[]): void
  /** Switches faults off; all of them when none is named. */
  fix(...names: Name[]): void
  /** Tells whether a fault is on. */
  has(name: Name): boolean
}

/**
 * Makes the switches of a part; all are off.
 *
 * @returns The switches.
 */
export function createFaults<Name extends string>(): Faults<Name> {
  const on = new Set<Name>()
  return {
    fault(...names) {
      for (const name of names) on.add(name)
    },
    fix(...names) {
      if (names.length === 0) on.clear()
      for (const name of names) on.delete(name)
    },
    has: (name) => on.has(name)
  }
}
