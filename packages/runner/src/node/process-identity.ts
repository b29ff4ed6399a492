/**
 * Whether a process that was here once is still here.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { StartedProcess } from '../ports.js'

/**
 * What tells a process from a later one of the same number: when it started, and since which start of the machine.
 * @param id The process id.
 * @returns Null where the system does not say so (Linux alone does), and for a process that is not there.
 */
export function identityOf(id: number): string | null {
  return statusOf(id)?.identity ?? null
}

/**
 * Whether a process is gone for sure.
 * @param there The process, its host, and its identity at the time.
 * @param host The host on which this is asked; of processes elsewhere nothing is known.
 */
export function isGone(there: { process: number; host: string; identity: string | null }, host: string): boolean {
  if (there.host !== host) return false
  try {
    process.kill(there.process, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
  const status = statusOf(there.process)
  if (status === null) return false
  return status.isDead || (there.identity !== null && there.identity !== status.identity)
}

/**
 * Looks whether anything is left of a process group.
 * @param started The process that leads it, as it was when it was started.
 * @param host Where it was started.
 * @param here The name of this machine; of processes elsewhere nothing is known.
 */
export function groupState(started: StartedProcess, host: string, here: string): 'running' | 'gone' | 'unknown' {
  if (host !== here || started.identity === null) return 'unknown'
  // Since a restart of the machine all numbers are others.
  if (started.identity.split('/')[0] !== bootId()) return 'gone'
  const leader = statusOf(started.process)
  if (leader !== null && leader.identity !== started.identity) return 'gone'
  if (leader !== null && !leader.isDead) return 'running'
  // A number is not given again while a group of it is there: whoever is in it was started by the leader.
  return hasLivingMember(started.process) ? 'running' : 'gone'
}

/** Whether a process group has a member that is not only waiting to be collected. */
function hasLivingMember(group: number): boolean {
  try {
    process.kill(-group, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return readdirSync('/proc').some((name) => {
    const status = /^\d+$/.test(name) ? statusOf(Number(name)) : null
    return status !== null && !status.isDead && status.group === group
  })
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return null
  }
}

function statusOf(id: number): { identity: string; isDead: boolean; group: number } | null {
  try {
    const boot = bootId()
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    // proc_pid_stat(5): the name, field 2, may hold blanks and ends with the last ")"; field 3 is the state, Z for one that
    // is dead and only waits to be collected, field 5 the process group, field 22 the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const isDead = /^[ZXx]$/.test(fields[0] ?? '')
    return { identity: `${boot}/${fields[19]}`, isDead, group: Number(fields[2]) }
  } catch {
    return null
  }
}
