/**
 * Process groups: all that a command started, unless it went into a session of its own.
 */
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds between two looks whether a group is gone. */
const LOOK_EVERY = 20

/** Milliseconds for the system to remove what was killed; a process that waits for a broken disk needs longer. */
const REMOVAL = 1000

/**
 * Ends a process group: asks it (SIGTERM), waits, kills it (SIGKILL).
 * @param group The id of its leader.
 * @param grace Milliseconds between asking and killing.
 * @returns Whether there was anything to end. What runs under another user cannot be ended by us, and is not waited for.
 */
export async function endGroup(group: number, grace: number): Promise<boolean> {
  if (!signalGroup(group, 'SIGTERM')) return false
  if (await isGone(group, grace)) return true
  signalGroup(group, 'SIGKILL')
  await isGone(group, REMOVAL)
  return true
}

async function isGone(group: number, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience
  while (signalGroup(group, 0)) {
    const left = deadline - performance.now()
    if (left <= 0) return false
    // oxlint-disable-next-line no-await-in-loop -- It is the waiting that the loop is for.
    await sleep(Math.min(LOOK_EVERY, left))
  }
  return true
}

/** Sends a signal; false when the group does not exist, or nothing in it may be signaled. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}
