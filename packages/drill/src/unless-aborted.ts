/**
 * Waits for what an author wrote, which may wait for something that never comes.
 *
 * @param signal Ends the waiting. What is waited for goes on, and what becomes of it is nobody's any more.
 * @param act Starts what is waited for.
 * @returns What it comes to.
 * @throws What the signal aborts with, and what `act` throws.
 */
export async function unlessAborted<Value>(
  signal: AbortSignal,
  act: () => Promise<Value> | Value
): Promise<Awaited<Value>> {
  signal.throwIfAborted()
  let abort = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    return await Promise.race([act(), aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
