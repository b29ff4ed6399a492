// Work over many tasks on several threads: the same results in the same order, and nothing left behind.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inThreads, type ThreadedWork } from '../src/threads/index.ts'

interface Setup {
  /** How often a task was begun, by its place. */
  begun: SharedArrayBuffer
}
interface Task {
  place: number
  does?: 'wait' | 'throw' | 'refuse' | 'exit once' | 'exit' | 'fill once' | 'leave'
}
interface Result {
  place: number
  thread: number
}

const BUILT = pathToFileURL(join(import.meta.dirname, '../dist/threads/index.js'))
const WORK = `
import { threadId } from 'node:worker_threads'
import { UsageError } from '${new URL('../usage-error.js', BUILT).href}'
export async function make({ begun }) {
  const counts = new Int32Array(begun)
  return async ({ place, does }) => {
    const before = Atomics.add(counts, place, 1)
    if (does === 'wait') await new Promise((resolve) => setTimeout(resolve, 300))
    if (does === 'throw') throw new TypeError('wrong at ' + place)
    if (does === 'refuse') throw new UsageError('No such pack.', 'Name another.')
    if (does === 'exit' || (does === 'exit once' && before === 0)) process.exit(7)
    if (does === 'fill once' && before === 0) { const all = []; for (;;) all.push(new Array(1000).fill({})) }
    // About 1 MB that nobody needs any more.
    if (does === 'leave') Array.from({ length: 12_000 }, (_, index) => ({ index, text: 'x' + index }))
    return { place, thread: threadId }
  }
}`

let folder: string
let make: ThreadedWork<Setup, Task, Result>['make']

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keys-threads-'))
  writeFileSync(join(folder, 'work.mjs'), WORK)
  writeFileSync(
    join(folder, 'worker.mjs'),
    `import { serveThread } from '${BUILT.href}'\nimport { make } from './work.mjs'\nserveThread(make)\n`
  )
  const work = (await import(pathToFileURL(join(folder, 'work.mjs')).href)) as { make: typeof make }
  make = work.make
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function workOf(count: number, more: Partial<ThreadedWork<Setup, Task, Result>> = {}) {
  const begun = new SharedArrayBuffer(4 * count)
  const module = pathToFileURL(join(folder, 'worker.mjs'))
  const work: ThreadedWork<Setup, Task, Result> = { module, make, setup: { begun }, least: 2, threads: 2, ...more }
  return { begun: new Int32Array(begun), work }
}

function tasksOf(count: number, special: Readonly<Record<number, Task['does']>> = {}): Task[] {
  return Array.from({ length: count }, (_, place) => ({ place, ...(special[place] && { does: special[place] }) }))
}

async function collect(tasks: readonly Task[], work: ThreadedWork<Setup, Task, Result>) {
  const results: Result[] = []
  let error: unknown = null
  try {
    for await (const result of inThreads(tasks, work)) results.push(result)
  } catch (thrown) {
    error = thrown
  }
  return { places: results.map(({ place }) => place), threads: new Set(results.map(({ thread }) => thread)), error }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, place) => place)

test('results come in the order of the tasks, however long each takes, and each task is done once', async () => {
  const { work, begun } = workOf(40)
  const done: string[] = []
  const all = await collect(tasksOf(40, { 0: 'wait', 7: 'wait' }), {
    ...work,
    onDone: (count, of) => done.push(`${count}/${of}`)
  })
  expect(all.error).toBeNull()
  expect(all.places).toEqual(upTo(40))
  expect(all.threads.has(0)).toBe(false)
  expect(all.threads.size).toBe(2)
  expect([...begun]).toEqual(upTo(40).map(() => 1))
  expect(done).toEqual(upTo(40).map((place) => `${place + 1}/40`))
})

test.each<[string, number, Partial<ThreadedWork<Setup, Task, Result>>]>([
  ['few tasks', 3, { least: 4 }],
  ['one task', 1, { least: 0 }],
  ['one thread at most', 5, { threads: 1 }],
  ['no module of a thread', 5, { module: new URL('file:///nowhere/worker.js') }],
  ['nothing to do', 0, {}]
])('%s: no thread is started', async (_, count, more) => {
  const all = await collect(tasksOf(count), workOf(count, more).work)
  expect(all).toEqual({ places: upTo(count), threads: new Set(count === 0 ? [] : [0]), error: null })
})

test.each([2, 100])('what a task throws is thrown at its turn, as it was (threads from %i)', async (least) => {
  const thrown = await collect(tasksOf(9, { 4: 'throw' }), workOf(9, { least }).work)
  expect(thrown.places).toEqual([0, 1, 2, 3])
  expect(thrown.error).toMatchObject({ name: 'TypeError', message: 'wrong at 4' })
  expect(thrown.error).toHaveProperty('stack', expect.stringContaining('work.mjs'))
  const refused = await collect(tasksOf(9, { 0: 'refuse' }), workOf(9, { least }).work)
  expect(refused.error).toMatchObject({ name: 'UsageError', message: 'No such pack.', hint: 'Name another.' })
})

test('a thread that breaks down is replaced, and what it was at is done by another', async () => {
  const { work, begun } = workOf(20)
  expect(await collect(tasksOf(20, { 3: 'exit once', 11: 'exit once' }), work)).toMatchObject({
    places: upTo(20),
    error: null
  })
  expect(begun[3]).toBe(2)
  const full = await collect(tasksOf(6, { 2: 'fill once' }), workOf(6, { memory: 24 }).work)
  expect(full).toMatchObject({ places: upTo(6), error: null })
})

test('memory does not grow with the number of tasks', async () => {
  /** The most memory, in megabytes, while so many tasks were done. */
  const mostOf = async (count: number): Promise<number> => {
    const tasks = Array.from({ length: count }, (_, place): Task => ({ place, does: 'leave' }))
    let most = 0
    for await (const { place } of inThreads(tasks, workOf(count, { memory: 160 }).work))
      if (place % 10 === 9) most = Math.max(most, process.memoryUsage().rss / 2 ** 20)
    return most
  }
  const few = await mostOf(100)
  expect(await mostOf(400)).toBeLessThan(1.25 * few)
})

test('a task on which threads break down twice is told, after all before it', async () => {
  const all = await collect(tasksOf(8, { 5: 'exit' }), workOf(8).work)
  expect(all.places).toEqual([0, 1, 2, 3, 4])
  expect(all.error).toMatchObject({ message: 'A thread ended with code 7.' })
})

test('a module that cannot be read is told, not waited for', async () => {
  writeFileSync(join(folder, 'broken.mjs'), 'this is no module')
  const module = pathToFileURL(join(folder, 'broken.mjs'))
  expect((await collect(tasksOf(4), workOf(4, { module }).work)).error).toMatchObject({ name: 'SyntaxError' })
})

test('work that is aborted, or no longer asked for, leaves no thread', async () => {
  const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
  const before = threads()
  const controller = new AbortController()
  const { work } = workOf(500)
  const places: number[] = []
  const reason = await (async () => {
    for await (const { place } of inThreads(tasksOf(500), { ...work, signal: controller.signal })) {
      places.push(place)
      if (place === 2) controller.abort(new Error('Stopped.'))
    }
  })().catch((error: unknown) => error)
  expect(reason).toMatchObject({ message: 'Stopped.' })
  expect(places).toEqual([0, 1, 2])
  for await (const { place } of inThreads(tasksOf(500), work)) if (place === 1) break
  expect(threads()).toBe(before)
})

test('results that wait for a slow task are few', async () => {
  const { work, begun } = workOf(2000)
  for await (const { place } of inThreads(tasksOf(2000, { 0: 'wait' }), work)) {
    if (place > 0) break
    // The first task took longer than all others would have.
    expect(begun.filter((count) => count > 0).length).toBeLessThan(200)
  }
})
