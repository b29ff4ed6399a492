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
      "MissingServiceError",
      "modelIds",
      "pause",
      "requireCommands",
      "runDrill",
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
      "supabaseWrongActions",
      "temporaryFolder",
      "ticketLabels",
      "waitUntil",
      "writeAiFiles",
    ]
  `)
})
