import { expect, test } from 'vitest'
import { invocation } from '../src/invocation.js'
import { lineToType } from '@keys/runner/present'

test.each([
  ['an installed command', {}, 'keys'],
  ['npx', { npm_command: 'exec', npm_config_user_agent: 'npm/11.0.0 node/v24.0.0' }, 'npx @keys/cli'],
  ['a script of npm', { npm_command: 'run-script', npm_config_user_agent: 'npm/11.0.0 node/v24.0.0' }, 'keys'],
  [
    'a script of the repository',
    { npm_config_user_agent: 'pnpm/12.21.0 npm/? node/v24.0.0' },
    'npx -y pnpm@12.21.0 keys'
  ]
])('%s is called again as it was', (_, environment, words) => {
  expect(invocation(environment)).toBe(words)
})

test.each([
  [null, 'keys resume abcde'],
  ['/var/runs', 'keys resume abcde --runs /var/runs'],
  ["it's here", `keys resume abcde --runs 'it'\\''s here'`]
])('a line names the folder of the runs as a shell takes it: %j', (runs, line) => {
  expect(lineToType({ keys: 'keys', runs }, 'resume abcde')).toBe(line)
})
