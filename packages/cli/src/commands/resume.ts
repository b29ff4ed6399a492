import type { CommandDefinition } from '../command.js'
import { HERE_OPTION, OPERATOR_OPTION, PERSON_OPTIONS, RUNS_OPTION } from '../operate/run-flags.js'

export const command: CommandDefinition = {
  name: 'resume',
  group: 'incident',
  order: 4,
  summary: 'Go on with a run, whatever cut it off.',
  description: 'Go on with a run where its record ends, whatever cut it off.',
  arguments: [
    { name: '[run]', summary: 'Its id, or the beginning of it. Without any: the newest that has not ended.' }
  ],
  options: [
    ...PERSON_OPTIONS,
    {
      flags: '--take-over',
      summary: 'Take the lock of another machine, of which nobody here knows whether it still writes.'
    },
    HERE_OPTION,
    {
      flags: '--reopen <reason>',
      summary: 'Go on with a run that escalated or was ended, and why. One that is resolved stays so.'
    },
    OPERATOR_OPTION,
    RUNS_OPTION
  ],
  examples: [
    { line: 'keys resume', summary: 'the newest run that has not ended' },
    { line: 'keys resume k3f9q', summary: 'the run of this id' }
  ],
  async run({ arguments: [typed], options }, terminal) {
    const { openStored, runContextOf } = await import('../operate/open-run.js')
    const { runNamed } = await import('../operate/runs-folder.js')
    const { newestOpen } = await import('../operate/stored-runs.js')
    const { runInteractive } = await import('../operate/interactive-session.js')
    const context = runContextOf(options, terminal)
    const { storage } = context.ports
    const run = typed === undefined ? await newestOpen(storage) : await runNamed(typed, storage)
    return runInteractive((dialogue) => openStored(run, context, dialogue), options, terminal)
  }
}
