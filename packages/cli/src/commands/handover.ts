import { asCalled } from '@keys/pack/invocation'
import { EXIT, defineCommand } from '../command.js'
import { OPERATOR_OPTION, RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'handover',
  group: 'incident',
  order: 7,
  summary: 'Say what the next person needs to go on.',
  description: 'Say what the next person needs: where a run stands, what was seen and ruled out, how to go on.',
  arguments: [
    { name: '[run]', summary: 'Its id, or the beginning of it. Without any: the newest that has not ended.' }
  ],
  options: [
    { flags: '--to <name>', summary: 'Who goes on. It is recorded, so that nobody may have the run open.' },
    {
      flags: '--bundle <file>',
      summary: 'Write the run and its evidence folder into a file, without secrets: keys resume <file>.'
    },
    {
      flags: '--format <format>',
      summary: 'markdown to be pasted into a chat, json for machines.',
      choices: ['markdown', 'json'],
      default: 'markdown'
    },
    OPERATOR_OPTION,
    RUNS_OPTION
  ],
  examples: [
    { line: 'keys handover', summary: 'of the newest open run, to be pasted into a chat' },
    { line: 'keys handover k3f9q --to bo', summary: 'and record who goes on' },
    { line: 'keys handover k3f9q --to bo --bundle run.json', summary: 'and take the run to another machine' }
  ],
  async run({ arguments: [typed], options }, terminal) {
    const { to } = options
    const { handoverMarkdown, handoverOf, newestOpen, runNamed } = await import('@keys/runner')
    const { invocation } = await import('@keys/pack/invocation')
    const { lineToType, quotedPath } = await import('@keys/runner/present')
    const { namedRunsFolder } = await import('../operate/runs-folder.js')
    const { portsOf } = await import('../operate/interactive-session.js')
    const { hostname } = await import('node:os')
    const { recordHandover, stateOfRun } = await import('../evidence/handover-command.js')
    const ports = portsOf(options, terminal)
    const run = typed === undefined ? await newestOpen(ports.storage) : await runNamed(typed, ports.storage)
    const { bundle } = options
    const asBundle = typeof bundle === 'string'
    const name = to?.trim()
    const state =
      name === undefined && !asBundle
        ? await stateOfRun(run, ports, terminal)
        : await recordHandover(run, { to: name, asBundle }, ports, options, terminal)
    if (asBundle) {
      const { writeBundle } = await import('@keys/runner/node')
      terminal.stderr(asCalled(await writeBundle(bundle, state, ports.storage, terminal), terminal.environment))
    }
    const handover = handoverOf(state, ports.clock.now(), await ports.storage.holder(run, hostname()))
    const called = { keys: invocation(terminal.environment), runs: namedRunsFolder(options) }
    const line = asBundle ? `${called.keys} resume ${quotedPath(bundle)}` : lineToType(called, `resume ${run}`)
    const text =
      options.format === 'json'
        ? JSON.stringify({ ...handover, command: line }, null, 2)
        : handoverMarkdown(handover, line, asBundle)
    terminal.stdout(`${text.trimEnd()}\n`)
    return EXIT.ok
  }
})
