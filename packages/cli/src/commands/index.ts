import { join, relative } from 'node:path'
import { ENGINE_OPTION, EXIT, UsageError, type CommandDefinition } from '../command.js'

export const command: CommandDefinition = {
  name: 'index',
  group: 'publish',
  order: 2,
  summary: 'Pack all packs and write dist/assets-index.json.',
  description: 'Validate and pack all packs of the workspace and write dist/assets-index.json.',
  options: [ENGINE_OPTION],
  examples: [{ line: 'keys index', summary: 'the same input gives the same bytes' }],
  async run({ options }, terminal) {
    const { buildIndex } = await import('@keys/indexer')
    const { engineOf } = await import('../engine.js')
    const { PackReads, packsFolder, workspaceOf, workspacePacks } = await import('@keys/pack')
    const root = workspaceOf(terminal.folder)
    const { settingsOf } = await import('@keys/validator')
    const reads = new PackReads()
    // The name stands for any pack: all of them have the same configuration.
    const settings = {
      ...(await settingsOf(join(root, packsFolder(root), 'any'), terminal.folder)),
      toTree: await engineOf(options),
      reads
    }
    if (workspacePacks(root, reads).length === 0) {
      throw new UsageError(`There are no packs in ${packsFolder(root)}/.`, 'A pack is a folder that holds a pack.json.')
    }
    const result = await buildIndex(root, terminal.environment, settings).catch((error: unknown) => {
      if (error instanceof RangeError) throw new UsageError(error.message, 'Correct it, or take it away.')
      throw error
    })
    if (result.ok) {
      const path = relative(terminal.folder, result.path)
      terminal.stdout(`${path}: ${result.runbooks.length} runbooks, packed in dist/packs\n`)
      const { privatePacks, drafts } = result
      if (privatePacks.length > 0) {
        terminal.stdout(`Left out, as they are private and nobody can install them: ${privatePacks.join(', ')}\n`)
      }
      if (drafts.length > 0) {
        terminal.stdout(`Left out, as keys.config.json says that they are drafts: ${drafts.join(', ')}\n`)
      }
      return EXIT.ok
    }
    const { createReport, prettyReport } = await import('@keys/validator')
    const { textAt } = await import('@keys/workspace/result')
    const { color, width } = terminal
    const report = createReport(result.findings)
    terminal.stdout(prettyReport(report, { color, width, sources: (pack, file) => textAt(root, pack, file) }))
    for (const { file, faults } of result.catalogFaults) terminal.stdout(`${file}: ${faults.join('; ')}\n`)
    terminal.stderr('The index was not written: fix the errors above first.\n')
    return EXIT.findings
  }
}
