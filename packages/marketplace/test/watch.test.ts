/** What is noticed while pages are worked on, however an editor saves. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { isWritten, watchFolder } from '../src/node/watch.js'
import { temporaryFolder } from './support/site.js'

const folder = temporaryFolder()
let end: (() => void) | undefined
afterEach(() => end?.())

/** Watches a folder of its own; `next` waits until something was done because of what is done in it. */
function watched(name: string): { place: string; next: (change: () => void) => Promise<'noticed'> } {
  const place = join(folder, name)
  mkdirSync(join(place, 'pack/scripts'), { recursive: true })
  writeFileSync(join(place, 'pack/README.md'), 'first')
  let heard = (): void => undefined
  end = watchFolder(place, isWritten, async () => heard())
  return {
    place,
    next: (change) =>
      new Promise((resolve) => {
        heard = () => resolve('noticed')
        change()
      })
  }
}

/** As many editors do: the new text takes the place of the old one. */
function saveByRename(path: string, text: string): void {
  writeFileSync(`${path}~`, text)
  renameSync(`${path}~`, path)
}

test('a file that is saved is noticed, again and again, in place or by another that takes its place', async () => {
  const { place, next } = watched('saved')
  const readme = join(place, 'pack/README.md')
  for (let time = 0; time < 3; time++) {
    expect(await next(() => saveByRename(readme, `renamed ${time}`))).toBe('noticed')
    expect(await next(() => writeFileSync(readme, `written ${time}`))).toBe('noticed')
  }
})

test('a folder that comes later is watched too, and one that goes does no harm', async () => {
  const { place, next } = watched('later')
  expect(await next(() => mkdirSync(join(place, 'another/scripts'), { recursive: true }))).toBe('noticed')
  expect(await next(() => writeFileSync(join(place, 'another/README.md'), 'x'))).toBe('noticed')
  expect(await next(() => rmSync(join(place, 'another'), { recursive: true }))).toBe('noticed')
  expect(await next(() => mkdirSync(join(place, 'another')))).toBe('noticed')
  expect(await next(() => writeFileSync(join(place, 'another/README.md'), 'y'))).toBe('noticed')
  expect(await next(() => writeFileSync(join(place, 'pack/scripts/probe.sh'), 'x'))).toBe('noticed')
})

test('what fails once is tried again with the next change', async () => {
  const place = join(folder, 'failing')
  mkdirSync(place)
  let times = 0
  let heard = (): void => undefined
  end = watchFolder(place, isWritten, async () => {
    times++
    heard()
    if (times === 1) throw new Error('The first time fails, as this test wants.')
  })
  for (const text of ['a', 'b']) {
    await new Promise<void>((resolve) => {
      heard = resolve
      writeFileSync(join(place, 'README.md'), text)
    })
  }
  expect(times).toBe(2)
})

test.each([
  ['pack/README.md', true],
  ['pack/scripts/index.sh', true],
  ['pack/runbook.json', false],
  ['pack/index.js', false],
  ['pack/README.md~', false],
  ['pack/node_modules/x/README.md', false]
])('%s counts: %s', (path, counts) => {
  expect(isWritten(path)).toBe(counts)
})
