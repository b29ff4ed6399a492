/**
 * A terminal that is closed under a process. Node 20 puts the modes of its terminals back when it ends, and aborts where one
 * is gone; where the system allows it, all of its memory, secrets and all, then lies in the working folder.
 */
import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'
import { isatty } from 'node:tty'

/**
 * Lets the process end where its terminal was closed: nothing takes the place of each stream that was one.
 * @param process The process.
 */
export function outliveTerminal(process: Pick<NodeJS.Process, 'once'>): void {
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor))
  process.once('exit', () => {
    for (const descriptor of terminals) {
      if (isatty(descriptor)) continue
      closeSync(descriptor)
      // The lowest number that is free, which is the one that was closed.
      openSync(devNull, 'r+')
    }
  })
}
