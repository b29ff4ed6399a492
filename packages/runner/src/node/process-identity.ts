/**
 * Whether a process that was here once is still here.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { StartedProcess } from '../ports.js'

/** Where a process is: on which machine, since which start of it, in which namespace of process ids. */
interface World {
  machine: string
  boot: string
  namespace: string
}

/**
 * What tells a process from all others: the machine, since which start of it, the namespace of its number, and when it started.
 * @param id The process id.
 * @returns Null where the system does not say so (Linux alone does), and for a process that is not there.
 */
export function identityOf(id: number): string | null {
  const world = here()
  const status = world && statusOf(id)
  return status ? [world.machine, world.boot, world.namespace, status.start].join('/') : null
}

/**
 * Whether a process is gone for sure. From another namespace, and from another machine of the same name, it cannot be seen,
 * and so nothing is known of it.
 * @param there The process, its host, and its identity at the time.
 * @param host The host on which this is asked; of processes elsewhere nothing is known.
 * @param world Where this is asked.
 */
export function isGone(
  there: { process: number; host: string; identity: string | null },
  host: string,
  world: World | null = here()
): boolean {
  if (there.host !== host) return false
  const seen = there.identity === null || world === null ? null : whereOf(there.identity, world)
  if (seen !== null && seen.type !== 'here') return seen.type === 'gone'
  try {
    process.kill(there.process, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
  const status = statusOf(there.process)
  if (status === null) return false
  return status.isDead || (seen !== null && seen.start !== status.start)
}

/**
 * Looks whether anything is left of a process group.
 * @param started The process that leads it, as it was when it was started.
 * @param host Where it was started.
 * @param ours The name of this machine; of processes elsewhere nothing is known.
 */
export function groupState(started: StartedProcess, host: string, ours: string): 'running' | 'gone' | 'unknown' {
  const world = here()
  if (host !== ours || started.identity === null || world === null) return 'unknown'
  const seen = whereOf(started.identity, world)
  if (seen.type !== 'here') return seen.type
  const leader = statusOf(started.process)
  if (leader !== null && leader.start !== seen.start) return 'gone'
  if (leader !== null && !leader.isDead) return 'running'
  // A number is not given again while a group of it is there: whoever is in it was started by the leader.
  return hasLivingMember(started.process) ? 'running' : 'gone'
}

/** Whether a process of some identity can be seen from here, and when it started; or whether it is gone, or nothing is known. */
function whereOf(
  identity: string,
  world: World
): { type: 'here'; start: string } | { type: 'gone' } | { type: 'unknown' } {
  const [machine, boot, namespace, start, ...rest] = identity.split('/')
  if (start === undefined || rest.length > 0) return { type: 'unknown' }
  // Nothing outlives a start of the machine, when it is known to be the same one.
  if (boot !== world.boot) return { type: machine !== '' && machine === world.machine ? 'gone' : 'unknown' }
  return namespace === world.namespace ? { type: 'here', start } : { type: 'unknown' }
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

/** Where this process is; null where the system does not say. */
function here(): World | null {
  try {
    return {
      machine: machineOf(),
      boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      namespace: readlinkSync('/proc/self/ns/pid')
    }
  } catch {
    return null
  }
}

/** What a machine is called by itself, machine-id(5); empty where it has no name, as in most containers. */
function machineOf(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim().replaceAll('/', '')
  } catch {
    return ''
  }
}

function statusOf(id: number): { start: string; isDead: boolean; group: number } | null {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    // proc_pid_stat(5): the name, field 2, may hold blanks and ends with the last ")"; field 3 is the state, Z for one that
    // is dead and only waits to be collected, field 5 the process group, field 22 the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { start: fields[19] ?? '', isDead: /^[ZXx]$/.test(fields[0] ?? ''), group: Number(fields[2]) }
  } catch {
    return null
  }
}
