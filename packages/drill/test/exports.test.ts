import { expect, test } from 'vitest'
import * as drill from '../src/index.ts'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the package exports these names', () => {
  expect(Object.keys(drill).toSorted((a, b) => a.localeCompare(b))).toMatchInlineSnapshot(`
    [
      "addAi",
      "addDependency",
      "addWebhook",
      "appLogin",
      "badPrompt",
      "coverageOf",
      "createAppTables",
      "createScope",
      "debianPackages",
      "defineDrill",
      "DrillFailure",
      "fillSubscriptions",
      "findCommand",
      "findLeftovers",
      "findPostgresBinaries",
      "folderPrefix",
      "freePort",
      "goodPrompt",
      "makeAiCases",
      "makeSubscription",
      "makeSubscriptions",
      "MissingPartError",
      "modelIds",
      "pause",
      "rehearse",
      "requireCommands",
      "startApp",
      "startChild",
      "startFaultProxy",
      "startHttp",
      "startJobs",
      "startOpenAi",
      "startPostgres",
      "startStripe",
      "startUpstream",
      "startUsers",
      "subscriptionRow",
      "supabaseDatabase",
      "supabaseFaults",
      "supabaseWrongDeeds",
      "temporaryFolder",
      "ticketLabels",
      "waitUntil",
      "writeAiFiles",
    ]
  `)
})
