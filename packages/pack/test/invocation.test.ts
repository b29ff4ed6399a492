import { expect, test } from 'vitest'
import { invocation } from '../src/invocation.js'

const npm = 'npm/11.0.0 node/v24.0.0 linux x64'
const pnpm = 'pnpm/12.21.0 npm/? node/? linux x64'

test.each<[string, Record<string, string>, string]>([
  ['an installed command', {}, 'keys'],
  ['npx', { npm_command: 'exec', npm_config_user_agent: npm }, 'npx @keys/cli'],
  ['a script of npm', { npm_command: 'run-script', npm_config_user_agent: npm }, 'keys'],
  [
    'a script of the repository',
    { npm_command: 'run-script', npm_config_user_agent: pnpm },
    'npx -y pnpm@12.21.0 keys'
  ],
  ['a command of the repository', { npm_command: 'exec', npm_config_user_agent: pnpm }, 'npx -y pnpm@12.21.0 keys'],
  ['what pnpm fetched for one call', { npm_command: 'dlx', npm_config_user_agent: pnpm }, 'pnpm dlx @keys/cli']
])('%s is called again as it was', (_, environment, words) => {
  expect(invocation(environment)).toBe(words)
})
