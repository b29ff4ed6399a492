import { keptPlace } from '@keys/pack'
import { longWork } from '@keys/terminal'
import { ENGINE_OPTION, EXIT, defineCommand } from '../command.js'
import { BUILD } from '../kept.js'

export const command = defineCommand({
  name: 'index',
  group: 'publish',
  order: 2,
  summary: 'Pack all packs and write dist/assets-index.json.',
  description: 'Validate and pack all packs of the workspace and write dist/assets-index.json.',
  options: [{ flags: '--no-cache', summary: 'Build the index again, whatever was written before.' }, ENGINE_OPTION],
  examples: [
    { line: 'keys index', summary: 'the same input gives the same bytes' },
    { line: 'keys index --no-cache', summary: 'built again, also where nothing changed' }
  ],
  async run({ options }, { folder, environment, color, width, ...terminal }) {
    const { indexKept } = await import('@keys/workspace')
    const { textAt } = await import('@keys/workspace/result')
    const loadTree = async () => (await import('../engine.js')).engineOf(options)
    const { engine, cache } = options
    const look = { color, width, textIn: textAt }
    const place = (name: string, root: string) => keptPlace(name, root, environment, BUILD)
    const { isWritten, stdout, stderr } = await longWork({ ...terminal, folder, environment, color, width }, (how) =>
      indexKept({ folder, environment }, look, { engine, loadTree, keptPlace: cache ? place : null, ...how })
    )
    terminal.stdout(stdout)
    terminal.stderr(stderr)
    return isWritten ? EXIT.ok : EXIT.findings
  }
})
