import { ENGINE_OPTION, EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'graph',
  group: 'read',
  order: 3,
  summary: 'Draw the decision graph of a runbook.',
  arguments: [{ name: '<pack>', summary: 'The slug of a pack, or the path of its folder.' }],
  options: [
    { flags: '--format <format>', summary: 'How to draw it.', choices: ['mermaid', 'json'], default: 'mermaid' },
    ENGINE_OPTION
  ],
  isQuick: true,
  examples: [
    { line: 'keys graph stripe-webhook-failure', summary: 'as Mermaid, which GitHub shows in a mermaid fence' },
    { line: 'keys graph stripe-webhook-failure --format json', summary: 'nodes and edges, for a machine' }
  ],
  async run({ arguments: [name = ''], options }, terminal) {
    const { toMermaid } = await import('@keys/parser')
    const { packNamed, readModel } = await import('@keys/pack')
    const { engineOf } = await import('../engine.js')
    const toTree = await engineOf(options)
    const { runbook } = await readModel(packNamed(name, terminal.folder, terminal.environment), { toTree })
    const { graph } = runbook
    terminal.stdout(options.format === 'json' ? `${JSON.stringify(graph, null, 2)}\n` : toMermaid(graph))
    return EXIT.ok
  }
})
