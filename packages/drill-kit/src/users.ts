// Customers: a steady number of requests a second, whatever the answers are, as real traffic is.
import { Agent, get } from 'node:http'
import type { Scope } from '@keys/drill'

/** Running traffic. */
export type Users = {
  /** Requests a second; 0 sends nobody. */
  perSecond: number
}

/** Who wait for an answer at the same time. A machine that is busy answers late, and more users would only make it later. */
const MOST = 60

/**
 * Lets users come. They wait 2 seconds for an answer and then leave; while 60 wait, nobody else comes.
 *
 * @param scope Sends them away when closed.
 * @param options `url`: base address; `paths`: what they ask for, in turns; `perSecond`: how many come.
 * @returns Its handle.
 */
export function startUsers(scope: Scope, options: { url: string; paths: string[]; perSecond?: number }): Users {
  const users: Users = { perSecond: options.perSecond ?? 36 }
  const agent = new Agent({ keepAlive: true, maxSockets: 400 })
  let turn = 0
  let waiting = 0
  let due = performance.now()
  let timer: NodeJS.Timeout
  const come = () => {
    // By the clock, so that as many come when the machine is busy. Who is late by more than a second stays away.
    due = Math.max(due + (users.perSecond > 0 ? 1000 / users.perSecond : 200), performance.now() - 1000)
    timer = setTimeout(come, Math.max(due - performance.now(), 0))
    if (users.perSecond <= 0 || waiting >= MOST) return
    waiting++
    const path = options.paths[turn++ % options.paths.length] ?? '/'
    const request = get(`${options.url}${path}`, { agent, timeout: 2000 }, (answer) => answer.resume())
    request
      .on('timeout', () => request.destroy())
      .on('error', () => {})
      .on('close', () => waiting--)
  }
  come()
  scope.defer(() => {
    clearTimeout(timer)
    agent.destroy()
  })
  return users
}
