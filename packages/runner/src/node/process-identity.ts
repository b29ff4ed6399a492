/**
 * Whether a process that was here once is still here.
 */
import { readFileSync } from 'node:fs'

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

function statusOf(id: number): { identity: string; isDead: boolean } | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    // proc_pid_stat(5): the name, field 2, may hold blanks and ends with the last ")"; field 3 is the state, Z for one that
    // is dead and only waits to be collected, field 22 the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { identity: `${boot}/${fields[19]}`, isDead: /^[ZXx]$/.test(fields[0] ?? '') }
  } catch {
    return null
  }
}
