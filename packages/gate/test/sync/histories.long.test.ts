// Ten thousand histories of what can go wrong between Stripe and us end in what Stripe says.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Sale, StripeEvent } from '../../src/sync/ports.ts'
import { Sync } from '../../src/sync/sync.ts'
import { Killed, World, type Chance } from '../support/world.ts'

const LIMITS = { atOnce: 3, sweepAge: 1000, sweepEvery: 100, sweepSize: { least: 10, most: 20 }, urgentAge: 5000 }
const CUSTOMERS = ['cus_a', 'cus_b']
const FEATURES = ['pro', 'max', 'plus']

/** What happens next. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      customer: fc.constantFrom(...CUSTOMERS),
      features: fc.subarray(FEATURES),
      sales: fc.subarray(['x', 'y']),
      refunded: fc.boolean()
    })
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('work' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('catch-up' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) }
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never
const chances = fc.infiniteStream(
  fc.oneof(
    { weight: 12, arbitrary: fc.constant('goes' as const) },
    { weight: 1, arbitrary: fc.constantFrom('killed-before' as const, 'killed-after' as const, 'fails' as const) }
  )
)
const waits = fc.infiniteStream(fc.nat(3))

/** Two processes on one store: each may end at any write, and begins again. */
async function play(world: World, steps: readonly Step[], chance: Chance, wait: () => number): Promise<void> {
  const delay = async (): Promise<void> => {
    for (let turns = wait(); turns > 0; turns--) await Promise.resolve()
  }
  const process = (): Sync =>
    new Sync(
      world.store(chance, delay),
      world.stripe(chance, delay),
      () => world.time,
      LIMITS,
      () => undefined
    )
  const running: Promise<unknown>[] = []
  const run = (work: Promise<unknown>): void => {
    running.push(work.catch((error: unknown) => expect(error instanceof Killed || error instanceof Error).toBe(true)))
  }
  for (const one of steps) {
    world.time += 100
    if (one.do === 'change') {
      const old = [...(world.truth.get(one.customer)?.sales.values() ?? [])]
      const added: Sale[] = one.sales.map((id) => ({
        id: `${one.customer}:${id}`,
        feature: 'sold',
        at: world.time,
        refunded: one.refunded
      }))
      // A sale stays known to Stripe, and a refund is never taken back.
      const sales = [
        ...old.filter(({ id }) => added.every((sale) => sale.id !== id)),
        ...added.map((sale) => ({
          ...sale,
          refunded: sale.refunded || old.some(({ id, refunded }) => id === sale.id && refunded)
        }))
      ]
      world.happen(one.customer, one.features, sales)
    } else if (one.do === 'deliver') {
      // Any event so far: lost ones never come, others twice, in any order.
      const event: StripeEvent | undefined = world.events[one.which % Math.max(world.events.length, 1)]
      if (event !== undefined) run(process().takeEvent(event))
    } else if (one.do === 'work') run(process().work())
    else if (one.do === 'catch-up') run(process().catchUp())
    else run(process().sweep())
    await delay()
  }
  await Promise.all(running)
}

function expectTruth(world: World): void {
  for (const [customer, { features, sales }] of world.truth) {
    const row = world.rows.get(customer)
    if (row === undefined) throw new Error(`${customer} was never heard of.`)
    expect([...row.features].toSorted()).toEqual([...features].toSorted())
    const holding = [...row.sales].filter(([, { revoked }]) => !revoked).map(([id]) => id)
    expect(holding.toSorted()).toEqual(
      [...sales.values()]
        .filter(({ refunded }) => !refunded)
        .map(({ id }) => id)
        .toSorted()
    )
  }
}

test('10,000 histories end in what Stripe says', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), chances, waits, async (steps, chance, wait) => {
      const world = new World()
      const [chanceAt, waitAt] = [chance[Symbol.iterator](), wait[Symbol.iterator]()]
      await play(
        world,
        steps,
        () => chanceAt.next().value ?? 'goes',
        () => waitAt.next().value ?? 0
      )
      // Then it is quiet: a process that runs on, with no more faults.
      const quiet = new Sync(
        world.store(
          () => 'goes',
          () => Promise.resolve()
        ),
        world.stripe(
          () => 'goes',
          () => Promise.resolve()
        ),
        () => world.time,
        LIMITS,
        () => undefined
      )
      world.time += 5000
      await quiet.catchUp()
      await quiet.sweep()
      await quiet.work()
      expectTruth(world)
    }),
    { numRuns: 10_000 }
  )
})

test('an answer that was asked for earlier never takes the place of one that was asked for later', async () => {
  const world = new World()
  const held: (() => void)[] = []
  let isFirst = true
  const slow = async (): Promise<void> => {
    if (!isFirst) return
    isFirst = false
    await new Promise<void>((resolve) => held.push(resolve))
  }
  const goes: Chance = () => 'goes'
  world.happen('cus_a', ['pro'], [])
  const reader = world.stripe(goes, () => Promise.resolve())
  const slowly = {
    ...reader,
    answerOf: async (customer: string) => {
      const answer = await reader.answerOf(customer)
      await slow()
      return answer
    }
  }
  const store = world.store(goes, () => Promise.resolve())
  const first = new Sync(
    store,
    slowly,
    () => world.time,
    LIMITS,
    () => undefined
  )
  const early = first.refresh('cus_a')
  while (held.length === 0) await new Promise((resolve) => setImmediate(resolve))
  world.happen('cus_a', [], [])
  await first.refresh('cus_a')
  held[0]?.()
  await early
  expect([...(world.rows.get('cus_a')?.features ?? [])]).toEqual([])
  // What was overtaken and said something else makes one more look.
  expect(await store.pending(5, [])).toEqual(['cus_a'])
})
