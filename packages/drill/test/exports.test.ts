import { expect, test } from 'vitest'
import * as drill from '../src/index.ts'

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
