import { expect, test } from 'vitest'
import { Slots } from '../src/suite/slots.js'

/** Asks, and notes who was admitted. */
function asking(limit: number) {
  const slots = new Slots(limit)
  const admitted: string[] = []
  return { slots, admitted, ask: (owner: string, left: number) => slots.ask(owner, left, () => admitted.push(owner)) }
}

test('no more than the limit run at the same time, and a place that is given back is taken', () => {
  const { slots, admitted, ask } = asking(2)
  for (const left of [3, 2, 1]) ask('a', left)
  expect(admitted).toEqual(['a', 'a'])
  slots.giveBack('a', 100)
  expect(admitted).toEqual(['a', 'a', 'a'])
})

test.each([
  [
    'the one with more to do comes first',
    [
      ['a', 2],
      ['b', 9]
    ],
    'b'
  ],
  [
    'the order of asking decides between equals',
    [
      ['a', 5],
      ['b', 5]
    ],
    'a'
  ],
  [
    'a pack whose scenarios are long comes before one with more short ones',
    [
      ['short', 9],
      ['long', 4]
    ],
    'long'
  ]
] as const)('%s', (_, waiting, first) => {
  const { slots, admitted, ask } = asking(1)
  // What is known of their scenarios so far.
  ask('short', 10)
  slots.giveBack('short', 500)
  ask('long', 5)
  slots.giveBack('long', 20_000)
  ask('now', 1)
  admitted.length = 0
  for (const [owner, left] of waiting) ask(owner, left)
  slots.giveBack('now', 100)
  expect(admitted).toEqual([first])
})

test('a first scenario that is short does not make the rest of its pack look short', () => {
  const { slots, admitted, ask } = asking(1)
  for (let count = 0; count < 10; count++) {
    ask('known', 20)
    slots.giveBack('known', 1000)
  }
  ask('begun', 10)
  slots.giveBack('begun', 500)
  ask('now', 1)
  admitted.length = 0
  ask('known', 15)
  ask('begun', 9)
  slots.giveBack('now', 100)
  expect(admitted).toEqual(['begun'])
})

test('a pack that breaks off gives back what it held and waits for nothing', () => {
  const { slots, admitted, ask } = asking(1)
  ask('broken', 5)
  ask('broken', 4)
  ask('other', 1)
  slots.forget('broken')
  expect(admitted).toEqual(['broken', 'other'])
  slots.giveBack('other', 100)
  expect(admitted).toEqual(['broken', 'other'])
})
