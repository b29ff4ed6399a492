import { expect, test } from 'vitest'
import * as runner from '../src/index.js'
import * as node from '../src/node.js'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the core, which needs no Node, exports these names', () => {
  expect(Object.keys(runner).toSorted()).toMatchInlineSnapshot(`
    [
      "CHAIN_START",
      "JournalDamagedError",
      "PackError",
      "REFUSALS",
      "RunEventError",
      "RunLockedError",
      "RunTakenOverError",
      "SIGNATURE_NAMESPACE",
      "Session",
      "StorageError",
      "bundleText",
      "commandsOf",
      "confirmationPhrase",
      "createMasker",
      "currentVisit",
      "decide",
      "decisiveCommand",
      "deedOf",
      "digest",
      "effectOf",
      "endInWords",
      "evidenceFolders",
      "evidenceHtml",
      "evidenceMarkdown",
      "evidenceOf",
      "evolve",
      "fieldOf",
      "handoverMarkdown",
      "handoverOf",
      "isSameChoice",
      "isSameCommand",
      "itemsOf",
      "judge",
      "labelOf",
      "lastExecution",
      "lastLine",
      "matches",
      "memoryStorage",
      "missingInputs",
      "observedOf",
      "openExecution",
      "outcomeOf",
      "parseOverlay",
      "preflight",
      "questionOf",
      "reachableFrom",
      "readBundle",
      "readJournal",
      "readRun",
      "readRunPack",
      "replay",
      "resumeRun",
      "situationOf",
      "startRun",
      "verifyEvidence",
      "waysOf",
      "writeEvent",
    ]
  `)
})

test('what needs Node is apart', () => {
  expect(Object.keys(node).toSorted()).toMatchInlineSnapshot(`
    [
      "folderStorage",
      "lockHolder",
      "nodeProcesses",
      "randomIds",
      "systemClock",
      "whoAmI",
    ]
  `)
})
