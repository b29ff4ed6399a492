import { asCalled } from '@keys/pack/invocation'
import { EXIT, defineCommand } from '../command.js'
import { RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'runs',
  group: 'incident',
  order: 6,
  summary: 'List open runs, and which windows are due.',
  description: 'List runs that have not ended: where each stands, and which windows are due.',
  options: [
    { flags: '--all', summary: 'Those that have ended too.' },
    { flags: '--format <format>', summary: 'How to list them.', choices: ['table', 'json'], default: 'table' },
    RUNS_OPTION
  ],
  isQuick: true,
  examples: [{ line: 'keys runs', summary: 'what is open, and what is due' }],
  async run({ options }, terminal) {
    const { folderStore, systemClock } = await import('@keys/runner/node')
    const { listedRuns } = await import('@keys/runner')
    const { hostname } = await import('node:os')
    const { runsFolder } = await import('../operate/runs-folder.js')
    const { runsTable } = await import('@keys/terminal')
    const all = await listedRuns(folderStore(runsFolder(options, terminal)), hostname())
    const runs = options.all === true ? all : all.filter(({ state }) => state !== 'ended')
    if (options.format === 'json') {
      terminal.stdout(`${JSON.stringify(runs, null, 2)}\n`)
      return EXIT.ok
    }
    if (runs.length === 0) {
      const ended = all.length === 0 ? '' : ` ${all.length} ended: keys runs --all`
      const text = `No run is open.${ended}\nStart one: keys run stripe-webhook-failure\n`
      terminal.stderr(asCalled(text, terminal.environment))
      return EXIT.ok
    }
    terminal.stdout(runsTable(runs, systemClock.now(), hostname(), terminal))
    return EXIT.ok
  }
})
