import { expect, test } from 'vitest'
import * as release from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(release).toSorted()).toMatchInlineSnapshot(`
    [
      "CHANGESET_FOLDER",
      "baseBranchOf",
      "bumpCheck",
      "changesetFacts",
      "evaluateBump",
      "finishEntry",
      "isUnfinished",
      "procedureChanges",
      "readChangesets",
      "releasesSince",
      "shownDifference",
      "syncVersions",
    ]
  `)
})
