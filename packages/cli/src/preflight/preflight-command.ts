/**
 * Runs a preflight and shows what came of it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createAnalyzer, toolsCalledBy } from '@keys/command-analysis'
import { evidenceFolders, preflight } from '@keys/runner'
import { findPack, nodeProcesses, overlayFor, systemClock, writePackFiles } from '@keys/runner/node'
import { helpAsCalled } from '@keys/pack/invocation'
import { EXIT, type ExitCode, type Terminal } from '../command.js'
import type { RunOptions } from '../operate/run-flags.js'
import { sessionOptionsOf } from '../operate/interactive-session.js'
import { agreedNow, untrustedPack } from '../trust/ask.js'
import { userConfig } from '@keys/pack'
import { preflightText } from '@keys/terminal'

/** What may be typed for a preflight. */
interface PreflightOptions extends RunOptions {
  fetch?: true | undefined
  commands: boolean
  format: 'table' | 'json'
}

/**
 * Runs `keys preflight`.
 * @param name The pack.
 * @param options The options of the command.
 * @param terminal Where to write.
 * @throws {UsageError} When there is no such pack, its overlay cannot be read, or it is from elsewhere and nobody can be asked.
 */
export async function preflightCommand(name: string, options: PreflightOptions, terminal: Terminal): Promise<ExitCode> {
  const found = await findPack(name, terminal, async () => options.fetch === true)
  const { pack } = found
  const untrusted = options.commands ? await untrustedPack(found) : null
  if (!(await agreedNow(untrusted, `keys preflight ${name}`, options, terminal))) return EXIT.findings
  const overlay = overlayFor(pack, terminal.folder, terminal.environment)
  const cancel = new AbortController()
  const forget = terminal.person.onSignal(() => cancel.abort())
  const temporary = mkdtempSync(join(tmpdir(), 'keys-preflight-'))
  try {
    const { environment: outside, folder } = sessionOptionsOf(terminal, options)
    const runbook = join(temporary, 'runbook')
    await writePackFiles(runbook, pack)
    const environment = { ...outside, RUNBOOK: runbook }
    const classifier = await createAnalyzer(Object.values(pack.files))
    const { commands } = classifier.analyze(pack.runbook, pack.files['README.md'] ?? '')
    const report = await preflight(
      pack,
      { processes: nodeProcesses(), clock: systemClock, classifier },
      {
        environment,
        folder,
        presets: overlay?.presets ?? {},
        // A real folder for evidence stays as it is: the checks make and fill their own.
        standIns: Object.fromEntries(evidenceFolders(pack).map((input) => [input, join(temporary, input)])),
        runsCommands: options.commands,
        calledTools: [...new Set(commands.flatMap(toolsCalledBy).map(({ tool }) => tool))],
        overlayFaults: overlay?.faults ?? [],
        contacts: { ...userConfig(terminal.environment).contacts, ...overlay?.contacts },
        signal: cancel.signal
      }
    )
    const file = overlay === null ? null : relative(terminal.folder, overlay.file)
    if (options.format === 'json') terminal.stdout(`${JSON.stringify({ ...report, overlay: file }, null, 2)}\n`)
    else
      terminal.stdout(
        preflightText(
          { ...report, findings: helpAsCalled(report.findings, terminal.environment) },
          file,
          pack.files['SETUP.md'] ?? null,
          terminal
        )
      )
    if (cancel.signal.aborted) terminal.stderr('It was canceled.\n')
    return report.stops || cancel.signal.aborted ? EXIT.findings : EXIT.ok
  } finally {
    forget()
    rmSync(temporary, { recursive: true, force: true })
  }
}
