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
      "digest",
      "effectOf",
      "endInWords",
      "evaluate",
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
      "labelOf",
      "lastExecution",
      "lastLine",
      "manualActionOf",
      "matches",
      "memoryStorage",
      "missingInputs",
      "observedOf",
      "openExecution",
      "optionsOf",
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
