// Who is looked at when: nobody waits for somebody else, everybody is reached in time, and no clock of ours is trusted.
import { describe, expect, test } from 'vitest'
import type { StripeReader } from '../../src/sync/ports.ts'
import { Sync, type SyncLimits } from '../../src/sync/sync.ts'
import { World, type Chance } from '../support/world.ts'

const goes: Chance = () => 'goes'
const now = (): Promise<void> => Promise.resolve()
const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const LIMITS: SyncLimits = {
  atOnce: 4,
  sweepAge: 6 * HOUR,
  sweepEvery: MINUTE,
  sweepSize: { least: 20, most: 600 },
  urgentAge: 36 * HOUR
}

interface Started {
  world: World
  sync: Sync
  store: ReturnType<World['store']>
  asked: string[]
  failing: Set<string>
}

/** Customers who were looked at so long ago. */
function start(count: number, age: (index: number) => number = () => 0, limits: SyncLimits = LIMITS): Started {
  const world = new World()
  world.time = 1000 * HOUR
  const store = world.store(goes, now)
  const asked: string[] = []
  const failing = new Set<string>()
  const reader = world.stripe(goes, now)
  const stripe: StripeReader = {
    ...reader,
    answerOf: (customer) => {
      asked.push(customer)
      return failing.has(customer) ? Promise.reject(new Error('No.')) : reader.answerOf(customer)
    }
  }
  for (let index = 0; index < count; index++) world.known(`cus_${index}`, world.time - age(index))
  const sync = new Sync(
    store,
    stripe,
    () => world.time,
    limits,
    () => undefined
  )
  return { world, sync, store, asked, failing }
}

describe('a customer who cannot be looked at', () => {
  test('holds up nobody else, and rests longer each time', async () => {
    const { world, sync, store, asked, failing } = start(40)
    for (let index = 0; index < 40; index++) await store.want(`cus_${index}`)
    failing.add('cus_0').add('cus_7')
    expect(await sync.work()).toEqual({ done: 38, failed: 2 })
    expect(await store.pending(50, [])).toEqual(['cus_0', 'cus_7'])
    // While others are looked at, these are asked for less and less often.
    const times: number[] = []
    for (let second = 1; second <= 120; second++) {
      world.time += SECOND
      await store.want('cus_1')
      asked.length = 0
      await sync.work()
      if (asked.includes('cus_0')) times.push(second)
    }
    expect(times).toEqual([5, 15, 35, 75])
    failing.clear()
    world.time += 10 * MINUTE
    await sync.work()
    expect([await store.pending(50, []), sync.rests]).toEqual([[], false])
  })

  test('is not blamed when nobody can be: all are asked for at the next time, and few at once', async () => {
    const { sync, store, asked, failing } = start(100)
    for (let index = 0; index < 100; index++) {
      await store.want(`cus_${index}`)
      failing.add(`cus_${index}`)
    }
    expect(await sync.work()).toEqual({ done: 0, failed: 12 })
    expect(asked.length).toBe(12)
    failing.clear()
    expect(await sync.work()).toEqual({ done: 100, failed: 0 })
  })

  test('does not end a sweep either', async () => {
    const { sync, failing, asked } = start(10, () => 7 * HOUR)
    failing.add('cus_3')
    expect(await sync.sweep()).toEqual({ done: 9, failed: 1 })
    expect(asked.filter((customer) => customer === 'cus_3')).toHaveLength(1)
  })
})

describe('the sweep', () => {
  test.each([[10], [9000]])('reaches %d customers within six hours', async (count) => {
    const { world, sync } = start(count, (index) => (index * 6 * HOUR) / count, { ...LIMITS, atOnce: 50 })
    for (let minute = 0; minute < 6 * 60; minute++) {
      world.time += MINUTE
      const { done } = await sync.sweep()
      expect(done).toBeLessThanOrEqual(LIMITS.sweepSize.most)
    }
    const oldest = Math.max(...[...world.rows.values()].map(({ answeredAt }) => world.time - answeredAt))
    expect(oldest / HOUR).toBeLessThanOrEqual(6.1)
  })

  test('never asks for more than Stripe takes, however many there are', async () => {
    const { sync } = start(2000, () => 7 * HOUR)
    const many = { ...LIMITS, sweepSize: { least: 20, most: 50 } }
    expect((await sync.sweep()).done).toBe(20)
    const { world, store } = start(2000, () => 40 * HOUR)
    const stripe = world.stripe(goes, now)
    const limited = new Sync(
      store,
      stripe,
      () => world.time,
      many,
      () => undefined
    )
    // Answers that will soon not hold: as many as it may.
    expect((await limited.sweep()).done).toBe(50)
  })

  test('does not make who buys now wait behind everybody', async () => {
    const { sync, store, asked } = start(500, () => 7 * HOUR)
    await store.want('cus_499')
    await sync.work()
    expect(asked).toEqual(['cus_499'])
  })

  test('looks again at who was looked at in the future', async () => {
    const { sync, asked } = start(2, (index) => (index === 0 ? 0 : -9 * 24 * HOUR))
    await sync.sweep()
    expect(asked).toEqual(['cus_1'])
  })
})

describe('events that were lost', () => {
  test("are found by Stripe's clock, while the clock of the machine is a week ahead, and after it was set right", async () => {
    const { world, store } = start(1)
    let ahead = 0
    const sync = new Sync(
      store,
      world.stripe(goes, now),
      () => world.time + ahead,
      LIMITS,
      () => undefined
    )
    await sync.catchUp()
    await sync.sweep()
    for (const clock of [7 * 24 * HOUR, 7 * 24 * HOUR, 0]) {
      ahead = clock
      world.time += HOUR / 2
      world.happen('cus_0', [`bought-${world.time}`], [])
      await sync.catchUp()
      await sync.work()
      expect([...(world.rows.get('cus_0')?.features ?? [])]).toEqual([`bought-${world.time}`])
    }
  })

  test.each([
    ['further back than Stripe lists', -30 * 24 * HOUR],
    ["beyond Stripe's own time", 24 * HOUR]
  ])('%s make everybody be looked at', async (_, cursor) => {
    const { world, sync, store, asked } = start(30)
    await store.setCursor(world.time + cursor)
    world.time += SECOND
    await sync.catchUp()
    for (let round = 0; round < 2; round++) await sync.sweep()
    expect(asked.toSorted()).toEqual([...world.rows.keys()].toSorted())
    expect(await store.cursor()).toBe(world.time)
    // Once.
    await sync.catchUp()
    await sync.sweep()
    expect(asked).toHaveLength(30)
  })
})
