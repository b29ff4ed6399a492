import { longWork } from '@keys/terminal'
import { ENGINE_OPTION, EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
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
    const { engine } = options
    const look = { color, width, textIn: textAt }
    const { isWritten, stdout, stderr } = await longWork({ ...terminal, folder, environment, color, width }, (how) =>
      writtenIndex(place, look, { engine, ...how })
    )
    terminal.stdout(stdout)
    terminal.stderr(stderr)
    return isWritten ? EXIT.ok : EXIT.findings
  }
})
