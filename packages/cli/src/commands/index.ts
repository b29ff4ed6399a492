import { ENGINE_OPTION, EXIT, type CommandDefinition } from '../command.js'

export const command: CommandDefinition = {
  name: 'index',
  group: 'publish',
  order: 2,
  summary: 'Pack all packs and write dist/assets-index.json.',
  description: 'Validate and pack all packs of the workspace and write dist/assets-index.json.',
  options: [ENGINE_OPTION],
  examples: [{ line: 'keys index', summary: 'the same input gives the same bytes' }],
  async run({ options }, { folder, environment, color, width, ...terminal }) {
    const { writtenIndex } = await import('@keys/indexer')
    const { engineOf } = await import('../engine.js')
    const { textAt } = await import('@keys/workspace/result')
    const place = { folder, environment, toTree: await engineOf(options) }
    const { isWritten, stdout, stderr } = await writtenIndex(place, { color, width, textIn: textAt })
    terminal.stdout(stdout)
    terminal.stderr(stderr)
    return isWritten ? EXIT.ok : EXIT.findings
  }
}
