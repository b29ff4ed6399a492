/**
 * How many scenarios of all packs run at the same time, and whose turn it is: the pack that has the longest way to go
 * comes first, so that none is left to run alone at the end. Pure.
 */

/**
 * What a pack is taken to have ended before it ended anything: few scenarios, and longer ones than most, in milliseconds. The
 * first ones of a pack may be short, and must not make the rest look so.
 */
const ASSUMED = { count: 2, time: 10_000 }

interface Waiting {
  owner: string
  left: number
  admit: () => void
}

export class Slots {
  private readonly waiting: Waiting[] = []
  private readonly running = new Map<string, number>()
  private readonly ended = new Map<string, { count: number; time: number }>()
  private readonly limit: number

  /** @param limit How many scenarios run at the same time. */
  constructor(limit: number) {
    this.limit = limit
  }

  /**
   * Asks for a place.
   * @param owner The pack.
   * @param left How many rounds of scenarios it has left.
   * @param admit Called when the scenario may begin.
   */
  ask(owner: string, left: number, admit: () => void): void {
    this.waiting.push({ owner, left, admit })
    this.fill()
  }

  /**
   * Gives a place back.
   * @param owner The pack.
   * @param duration How long its scenario took, in milliseconds.
   */
  giveBack(owner: string, duration: number): void {
    const { count, time } = this.ended.get(owner) ?? ASSUMED
    this.ended.set(owner, { count: count + 1, time: time + duration })
    this.running.set(owner, Math.max(0, (this.running.get(owner) ?? 0) - 1))
    this.fill()
  }

  /** A pack has ended, with whatever it held or waited for. */
  forget(owner: string): void {
    this.running.delete(owner)
    for (let at = this.waiting.length - 1; at >= 0; at--)
      if (this.waiting[at]?.owner === owner) this.waiting.splice(at, 1)
    this.fill()
  }

  private fill(): void {
    while (this.waiting.length > 0 && [...this.running.values()].reduce((sum, count) => sum + count, 0) < this.limit) {
      const next = this.waiting.reduce((first, other) => (this.timeLeft(other) > this.timeLeft(first) ? other : first))
      this.waiting.splice(this.waiting.indexOf(next), 1)
      this.running.set(next.owner, (this.running.get(next.owner) ?? 0) + 1)
      next.admit()
    }
  }

  private timeLeft({ owner, left }: Waiting): number {
    const { count, time } = this.ended.get(owner) ?? ASSUMED
    return (left * time) / count
  }
}
