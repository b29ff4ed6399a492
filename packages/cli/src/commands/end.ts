import { EXIT, UsageError, defineCommand } from '../command.js'
import { OPERATOR_OPTION, RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'end',
  group: 'incident',
  order: 8,
  summary: 'End a run early, such as after a false alarm.',
  description: 'End a run before its runbook comes to an end, such as after a false alarm. The reason is recorded.',
  arguments: [{ name: '<run>', summary: 'Its id, or the beginning of it.' }],
  options: [
    { flags: '--reason <words>', summary: 'Why it ends here; it has to be given.' },
    OPERATOR_OPTION,
    RUNS_OPTION
  ],
  examples: [
    { line: "keys end k3f9q --reason 'false alarm: a load test'", summary: 'and it is no longer listed as open' }
  ],
  async run({ arguments: [typed = ''], options }, terminal) {
    const { reason } = options
    if (typeof reason !== 'string' || reason.trim() === '')
      throw new UsageError('A run is ended with a reason.', "Give it: --reason 'false alarm'")
    const { readRun, runNamed } = await import('@keys/runner')
    const { portsOf } = await import('../operate/interactive-session.js')
    const { inSession } = await import('../evidence/handover-command.js')
    const ports = portsOf(options, terminal)
    const run = await runNamed(typed, ports.storage)
    const stored = await ports.storage.read(run)
    if (stored !== null && readRun(stored)?.state.place.type === 'ended')
      throw new UsageError(`The run ${run} was not ended. It has ended already.`, `Its record: keys report ${run}`)
    await inSession(run, ports, options, terminal, async (session) => {
      const performed = await session.perform({ type: 'end-run', reason: reason.trim() })
      if (performed.type === 'refused')
        throw new UsageError(`The run ${run} was not ended. ${performed.message}`, `Go on with it: keys resume ${run}`)
      return 'ended'
    })
    terminal.stdout(`Ended: ${run}\n`)
    return EXIT.ok
  }
})
