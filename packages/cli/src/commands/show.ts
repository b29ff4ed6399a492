import { ENGINE_OPTION, EXIT, type CommandDefinition } from '../command.js'

export const command: CommandDefinition = {
  name: 'show',
  group: 'read',
  order: 2,
  summary: 'Show a runbook at a glance, or its whole text.',
  description: 'Show a runbook: when to use it, its steps, and where each branch leads.',
  arguments: [{ name: '<pack>', summary: 'The slug of a pack, or the path of its folder.' }],
  options: [
    {
      flags: '--format <format>',
      summary: 'overview for people, markdown for the whole text, json for the model.',
      choices: ['overview', 'markdown', 'json'],
      default: 'overview'
    },
    ENGINE_OPTION
  ],
  isQuick: true,
  examples: [
    { line: 'keys show stripe-webhook-failure', summary: 'the overview' },
    { line: 'keys show stripe-webhook-failure --format markdown | less', summary: 'the whole text' }
  ],
  async run({ arguments: [name = ''], options }, terminal) {
    const { packNamed, readModel, visible } = await import('@keys/pack')
    const { engineOf } = await import('../engine.js')
    const toTree = await engineOf(options)
    const read = await readModel(packNamed(name, terminal.folder, terminal.environment), { toTree })
    switch (options['format']) {
      case 'json':
        terminal.stdout(`${JSON.stringify(read.runbook, null, 2)}\n`)
        break
      case 'markdown': {
        terminal.stdout(
          read.markdown
            .split('\n')
            .map((line) => `${visible(line.replace(/\r$/, ''))}\n`)
            .join('')
        )
        break
      }
      default: {
        const { overview } = await import('../overview.js')
        terminal.stdout(overview(read, terminal))
      }
    }
    return EXIT.ok
  }
}
