import { expect, test } from 'vitest'
import * as drill from '../src/index.ts'
import * as suite from '../src/suite/index.ts'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the package exports these names', () => {
  expect(Object.keys(drill).toSorted((a, b) => a.localeCompare(b))).toMatchInlineSnapshot(`
    [
      "coverageOf",
      "createScope",
      "debianPackages",
      "defineDrill",
      "DrillFailure",
      "findCommand",
      "findLeftovers",
      "findPostgresBinaries",
      "folderPrefix",
      "MissingServiceError",
      "postgresEnvironment",
      "requireCommands",
      "runDrill",
      "startChild",
      "temporaryFolder",
      "unprivilegedUser",
    ]
  `)
})

test('the suite, which drills packs that lie on a disk, exports these names', () => {
  expect(Object.keys(suite).toSorted((a, b) => a.localeCompare(b))).toMatchInlineSnapshot(`
    [
      "countsOf",
      "drillPacks",
      "hasDrill",
      "incidentLines",
      "jsonOf",
      "staleOf",
      "sumOf",
      "uncoveredOf",
    ]
  `)
})
