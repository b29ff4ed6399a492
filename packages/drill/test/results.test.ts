import { expect, test } from 'vitest'
import { countsOf, jsonOf, sumOf, uncoveredOf, type PlainDrillResult } from '../src/suite/index.ts'

function result(covered: number, total: number, failures: readonly (string | null)[]): PlainDrillResult {
  return {
    passed: failures.every((failure) => failure === null),
    faults: [],
    names: failures.map((_, index) => `scenario ${index + 1}`),
    scenarios: failures.map((message, index) => ({
      name: `scenario ${index + 1}`,
      duration: 1,
      failure: message === null ? null : { step: 'Step 1', message, expected: 'up', execution: null }
    })),
    coverage: {
      readme_hash: `sha256-${'0'.repeat(64)}`,
      commands: { covered, total },
      branches: { covered: 0, total: 1 },
      defaults: { covered: 1, total: 1 },
      scenarios: [],
      uncovered: [
        { type: 'command', step: 'Step 2', part: 'step', index: 0 },
        { type: 'branch', step: 'Step 2', branch: '`0`' }
      ],
      production_only: [],
      scripted: { decisions: 2, manual_actions: 1 }
    }
  }
}

test('what is counted of several drills is the sum of each', () => {
  const [one, other] = [result(3, 4, [null, 'down']), result(2, 2, [null])]
  expect(countsOf(one)).toMatchObject({ scenarios: { covered: 1, total: 2 }, commands: { covered: 3, total: 4 } })
  expect(sumOf([countsOf(one), countsOf(other)])).toEqual({
    scenarios: { covered: 2, total: 3 },
    commands: { covered: 5, total: 6 },
    branches: { covered: 0, total: 2 },
    defaults: { covered: 2, total: 2 },
    productionOnly: 0,
    decisions: 4,
    manualActions: 2
  })
  expect(sumOf([])).toMatchObject({ scenarios: { covered: 0, total: 0 }, decisions: 0 })
})

test('a program reads each failure with its step, and a person what nobody walked', () => {
  const pack = { slug: 'flag', result: result(0, 1, [null, 'down']), duration: 12.6 }
  expect(jsonOf(pack)).toMatchObject({
    slug: 'flag',
    passed: false,
    duration: 13,
    failures: [{ name: 'scenario 2', step: 'Step 1', message: 'down', expected: 'up', execution: null }]
  })
  expect(uncoveredOf(pack)).toEqual([
    'flag: no scenario walks Step 2, step command 1',
    'flag: no scenario walks Step 2, If `0`'
  ])
})
