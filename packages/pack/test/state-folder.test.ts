import { expect, test } from 'vitest'
import { runsFolder, stateFolder } from '../src/index.js'

test.for(['state', './state', '../state', '~/state', ''])(
  'a relative $XDG_STATE_HOME counts as none: %j',
  (XDG_STATE_HOME) => {
    expect(stateFolder({ XDG_STATE_HOME, HOME: '/home/mara' })).toBe('/home/mara/.local/state/keys')
    const place = { folder: '/srv/app', environment: { XDG_STATE_HOME, HOME: '/home/mara' } }
    expect(runsFolder(null, place)).toBe('/home/mara/.local/state/keys/runs')
  }
)

test('an absolute one is taken', () => {
  expect(stateFolder({ XDG_STATE_HOME: '/var/state', HOME: '/home/mara' })).toBe('/var/state/keys')
})

test('what somebody names for runs is a path like any other', () => {
  const place = { folder: '/srv/app', environment: { KEYS_RUNS: 'runs', HOME: '/home/mara' } }
  expect(runsFolder(null, place)).toBe('/srv/app/runs')
  expect(runsFolder('other', place)).toBe('/srv/app/other')
})
