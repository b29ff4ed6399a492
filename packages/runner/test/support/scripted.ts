/** A port that answers what it is told to, and a clock and ids that are the same each time. */
import type { ProcessEnd } from '@keys/schema'
import type { Clock, Ids, Processes, ProcessRequest } from '../../src/index.js'

/** What a command shall come to. */
export interface Answer {
  end?: ProcessEnd
  stdout?: string
  stderr?: string
}

export interface Scripted extends Processes {
  /** What the next command comes to. */
  next: Answer
  /** What ran. */
  readonly ran: ProcessRequest[]
}

/**
 * Makes the port. It sends its answers through the filter as the port of Node does.
 * @param chunk Characters that come at a time; all at once when absent.
 */
export function scripted(chunk = Infinity): Scripted {
  const ran: ProcessRequest[] = []
  const port: Scripted = {
    next: {},
    ran,
    run: async (request) => {
      ran.push(request)
      const { end = { type: 'exited', status: 0 }, stdout = '', stderr = '' } = port.next
      const captured = (stream: 'stdout' | 'stderr', text: string) => {
        const filter = request.filter?.() ?? { push: (part: string) => part, end: () => '' }
        let kept = ''
        const listener = (part: string): void => {
          kept += part
          request.onOutput?.(stream, part)
        }
        for (let at = 0; at < text.length; at += chunk) listener(filter.push(text.slice(at, at + chunk)))
        listener(filter.end(end.type !== 'exited'))
        return { text: kept, bytes: Buffer.byteLength(text), dropped: 0 }
      }
      return { end, stdout: captured('stdout', stdout), stderr: captured('stderr', stderr), duration: 5 }
    }
  }
  return port
}

/** A clock that goes on a second each time it is asked. */
export function steadyClock(start = '2026-03-01T03:00:00.000Z'): Clock & { set(time: string): void } {
  let now = Date.parse(start)
  return {
    now: () => new Date((now += 1000)).toISOString(),
    monotonic: () => performance.now(),
    set: (time) => (now = Date.parse(time))
  }
}

export function countedIds(prefix = 'run'): Ids {
  let count = 0
  return { unique: () => `${prefix}${++count}` }
}
