import { expect, test } from 'vitest'
import * as kit from '../src/index.js'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the package exports these names', () => {
  expect(Object.keys(kit).toSorted((a, b) => a.localeCompare(b))).toMatchInlineSnapshot(`
    [
      "addAi",
      "addDependency",
      "addWebhook",
      "appLogin",
      "badPrompt",
      "createAppTables",
      "cutOff",
      "fillSlots",
      "fillSubscriptions",
      "freePort",
      "goodPrompt",
      "makeAiCases",
      "makeSubscription",
      "makeSubscriptions",
      "modelIds",
      "openIdle",
      "pause",
      "preparePostgres",
      "startApp",
      "startFaultProxy",
      "startHttp",
      "startJobs",
      "startOpenAi",
      "startPgBouncer",
      "startPostgres",
      "startQueue",
      "startRedis",
      "startStripe",
      "startUpstream",
      "startUsers",
      "subscriptionRow",
      "supabaseDatabase",
      "supabaseFaults",
      "supabaseWrongActions",
      "ticketLabels",
      "waitUntil",
      "writeAiFiles",
    ]
  `)
})
