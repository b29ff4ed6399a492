import { expect, test } from 'vitest'
import * as release from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(release).toSorted()).toMatchInlineSnapshot(`
    [
      "CHANGESET_FOLDER",
      "baseBranchOf",
      "bumpCheck",
      "changesetFacts",
      "differenceOf",
      "differenceText",
      "evaluateBump",
      "finishEntry",
      "isUnfinished",
      "procedureChanges",
      "readChangesets",
      "releasesSince",
      "syncVersions",
    ]
  `)
})
