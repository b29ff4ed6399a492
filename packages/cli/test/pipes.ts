import type { ChildProcess } from 'node:child_process'
import { constants, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until somebody reads a pipe, without giving up the end that writes. */
export async function readerOf(pipe: string, child: ChildProcess): Promise<number> {
  while (child.exitCode === null) {
    try {
      return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
    } catch {
      await sleep(20)
    }
  }
  throw new Error('it ended before anybody read the pipe')
}
