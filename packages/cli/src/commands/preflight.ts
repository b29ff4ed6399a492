import { defineCommand } from '../command.js'
import { TRUST_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'preflight',
  group: 'incident',
  order: 2,
  summary: 'Check in advance what would block an operator.',
  description:
    'Check in advance what would block an operator: missing tools, inputs, access, and the overlay of the team.',
  arguments: [{ name: '<pack>', summary: 'The slug of a pack, the path of its folder, or a tarball.' }],
  options: [
    { flags: '--fetch', summary: 'Fetch a pack that is not here from the npm registry.' },
    { flags: '--no-commands', summary: 'Do not run the commands of the safety checks, which only read.' },
    TRUST_OPTION,
    { flags: '--format <format>', summary: 'How to show it.', choices: ['table', 'json'], default: 'table' }
  ],
  examples: [
    {
      line: 'keys preflight stripe-webhook-failure',
      summary: 'exit code 0 when nothing would stop, 1 when something would'
    },
    { line: 'keys preflight stripe-webhook-failure --no-commands', summary: 'without asking the systems themselves' }
  ],
  async run({ arguments: [pack = ''], options }, terminal) {
    const { preflightCommand } = await import('../preflight/preflight-command.js')
    return preflightCommand(pack, options, terminal)
  }
})
