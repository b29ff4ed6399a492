import type { CommandDefinition } from '../command.js'
import { PERSON_OPTIONS } from '../operate/attach.js'
import { RUNS_OPTION } from '../operate/runs-folder.js'

export const command: CommandDefinition = {
  name: 'resume',
  summary: 'Go on with a run where its record ends, whatever cut it off.',
  arguments: [
    { name: '[run]', summary: 'Its id, or the beginning of it. Without any: the newest that has not ended.' }
  ],
  options: [
    ...PERSON_OPTIONS,
    {
      flags: '--take-over',
      summary: 'Take the lock of another machine, of which nobody here knows whether it still writes.'
    },
    RUNS_OPTION
  ],
  examples: [
    { line: 'keys resume', summary: 'the newest run that has not ended' },
    { line: 'keys resume k3f9q', summary: 'the run of this id' }
  ],
  async run({ arguments: [typed], options }, terminal) {
    const { resumeRun } = await import('@keys/runner')
    const { offerAdoption } = await import('../operate/adopt.js')
    const { resumeBlocks } = await import('../operate/opening.js')
    const { teamAdditionsOfRun } = await import('../overlays.js')
    const { presentPack } = await import('../operate/run-source.js')
    const { runNamed } = await import('../operate/runs-folder.js')
    const { newestOpen } = await import('../operate/stored-runs.js')
    const { portsOf, sessionOptionsOf, sit } = await import('../operate/sitting.js')
    const ports = portsOf(options, terminal)
    const run = typed === undefined ? await newestOpen(ports.storage) : await runNamed(typed, ports.storage)
    return sit(
      async () => {
        const { presets, notesFor, remarks } = await teamAdditionsOfRun(run, ports.storage, terminal.folder)
        const given = { ...sessionOptionsOf(terminal), presets }
        const resumed = await resumeRun(run, ports, given, options['takeOver'] === true)
        return {
          session: resumed.session,
          opening: [...resumeBlocks(resumed, ports.clock.now()), ...remarks],
          notesFor,
          prepare: async (session, dialogue) => {
            const present = presentPack(session.state.pack.name, terminal.folder)
            if (present) await offerAdoption(session, present, dialogue)
          }
        }
      },
      options,
      terminal
    )
  }
}
