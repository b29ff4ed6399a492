// The places of an application: workers or connections that all its routes share. Slow work holds them.

/** A limited number of places. */
export type Places = {
  /** How many there are. */
  size: number
  /** Aborted when the instances are replaced. */
  readonly signal: AbortSignal
  /**
   * Waits for a place, works, gives the place back.
   *
   * @param work What is done while holding it.
   * @throws Error when the instances are replaced meanwhile, or what the work throws.
   */
  hold(work: () => unknown): Promise<void>
  /** Replaces the instances: whoever holds a place or waits for one is dropped. */
  recycle(): void
}

/**
 * Makes places.
 *
 * @param size How many.
 * @returns The places, all free.
 */
export function createPlaces(size: number): Places {
  let taken = 0
  let controller = new AbortController()
  const waiting: { take: () => void; leave: (reason: unknown) => void }[] = []
  function giveBack() {
    // The place goes straight to the next in line, unless there are fewer places now.
    const next = taken > places.size ? undefined : waiting.shift()
    if (next) next.take()
    else taken--
  }
  const places: Places = {
    size,
    get signal() {
      return controller.signal
    },
    async hold(work) {
      const { signal } = controller
      if (taken < places.size) taken++
      else await new Promise<void>((take, leave) => waiting.push({ take, leave }))
      try {
        signal.throwIfAborted()
        await work()
      } finally {
        giveBack()
      }
    },
    recycle() {
      const old = controller
      controller = new AbortController()
      const reason = new Error('The instance was replaced.')
      old.abort(reason)
      for (const next of waiting.splice(0)) next.leave(reason)
    }
  }
  return places
}
