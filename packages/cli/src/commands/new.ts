import { ARGUMENTS, OPTIONS } from '@keys/create-runbook/options'
import packageJson from '../../package.json' with { type: 'json' }
import { EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'new',
  group: 'write',
  order: 1,
  summary: 'Write a new pack that validates.',
  description: 'Write a new pack that validates, with every place to fill in marked. Asks on a terminal.',
  arguments: ARGUMENTS,
  options: OPTIONS,
  examples: [
    { line: 'keys new job-queue-stuck', summary: 'asks for the rest' },
    { line: 'keys new job-queue-stuck --yes', summary: 'asks nothing' },
    {
      line: 'keys new restore-uploads --key-type recovery --related data-reconciliation-mismatch --yes',
      summary: 'another skeleton, and a relation that holds both ways'
    }
  ],
  async run(input, terminal) {
    const { createRunbook, streamsOf } = await import('@keys/create-runbook')
    const { invocation } = await import('@keys/pack/invocation')
    const { folder, environment } = terminal
    const place = { folder, environment, streams: streamsOf(process), keys: invocation(environment) }
    terminal.stdout(await createRunbook(input, { ...place, version: packageJson.version }))
    return EXIT.ok
  }
})
