import { expect, test } from 'vitest'
import * as search from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(search).toSorted()).toEqual([
    'ALERT_EVIDENCE',
    'alertDocument',
    'alertMatcher',
    'answerDocument',
    'checkRules',
    'createSearch',
    'isSearchDocument',
    'matchAlert',
    'normalizeAlert',
    'openSearch',
    'packSearch',
    'proposedInputs',
    'readAlertText',
    'searchDocument',
    'searchDocumentOfEntry'
  ])
})
