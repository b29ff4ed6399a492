import { relative } from 'node:path'
import { ENGINE_OPTION, EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'build',
  group: 'publish',
  order: 1,
  summary: 'Generate what a pack publishes.',
  description: 'Generate what a pack publishes beside its documents: runbook.json, its entry with types, a skill.',
  arguments: [{ name: '[paths...]', summary: 'Packs. Without any: the pack in this folder.' }],
  options: [ENGINE_OPTION],
  examples: [{ line: 'keys build', summary: 'as the prepack script of a pack does' }],
  async run({ arguments: paths, options }, terminal) {
    const { buildPack } = await import('@keys/indexer')
    const { createReport, prettyReport } = await import('@keys/validator')
    const { packsAt } = await import('@keys/pack')
    const { settingsOf } = await import('@keys/validator')
    const { textAt } = await import('@keys/workspace/result')
    const { engineOf } = await import('../engine.js')
    const toTree = await engineOf(options)
    const findings = []
    for (const { dir } of packsAt(paths.length === 0 ? ['.'] : paths, terminal.folder)) {
      const built = await buildPack(dir, { ...(await settingsOf(dir, terminal.folder)), toTree })
      const errors = built.filter(({ severity }) => severity === 'error')
      findings.push({ path: relative(terminal.folder, dir) || '.', diagnostics: errors })
    }
    const report = createReport(findings)
    if (report.summary.error === 0) return EXIT.ok
    const { color, width, folder } = terminal
    terminal.stderr(prettyReport(report, { color, width, sources: (pack, file) => textAt(folder, pack, file) }))
    return EXIT.findings
  }
})
