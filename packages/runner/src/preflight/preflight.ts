/**
 * What would stop an operator tonight: asked on a calm day.
 */
import { compareDotted, versionOf, type RequiredTool } from '@keys/schema'
import { contactsOf, type Contact } from '../overlay/contacts.js'
import type { OverlayFault } from '../overlay/overlay.js'
import type { RunPack } from '../pack.js'
import type { Processes } from '../ports.js'
import { runChecks } from './checks.js'
import { gatherInputs } from './inputs.js'
import type { PreflightFinding, PreflightOptions, PreflightPorts, PreflightReport } from './types.js'
import { versionIn } from './version.js'

/**
 * Looks whether a runbook could be followed now.
 * @param pack The pack.
 * @param ports What is needed from outside.
 * @param options The environment, and what may be done in it.
 */
export async function preflight(
  pack: RunPack,
  ports: PreflightPorts,
  options: PreflightOptions
): Promise<PreflightReport> {
  const at = ports.clock.now()
  const { name, contentHash } = pack
  const inputs = gatherInputs(pack.pack.inputs ?? [], options, at)
  const needed = (pack.pack.required_tools ?? []).filter(
    ({ needed_with: input }) => input === undefined || (inputs.values[input] ?? '') !== ''
  )
  const tools: PreflightFinding[] = []
  const declared = (pack.pack.required_tools ?? []).map(({ command }) => command)
  const called = (options.calledTools ?? []).filter((command) => !declared.includes(command))
  for (const tool of [...needed, ...called.map((command) => ({ command }))])
    tools.push(await lookAtTool(tool, ports.processes, options))
  const checks = await runChecks(pack, inputs.values, ports, options)
  const contacts = contactsOf(pack.runbook, options.contacts ?? {}).map(contactFinding)
  const overlay = (options.overlayFaults ?? []).map(overlayFinding)
  const findings = [...tools, ...inputs.findings, ...checks, ...contacts, ...overlay]
  const stops = findings.some(({ state }) => state === 'missing' || state === 'failed')
  return { pack: { name, version: versionOf(pack.pack), contentHash }, at, findings, stops }
}

const NOT_THERE = 127

async function lookAtTool(
  { command, minimum_version: minimum }: RequiredTool,
  processes: Processes,
  { environment, folder, signal }: PreflightOptions
): Promise<PreflightFinding> {
  const wanted = minimum === undefined ? command : `${command} ${minimum} or newer`
  const finding = (state: PreflightFinding['state'], message: string, help: string | null): PreflightFinding => {
    return { of: 'tool', name: command, state, message, help }
  }
  const result = await processes.run({
    interpreter: 'bash',
    // The name has no sign of the shell in it: its schema allows none. Some tools know `version` alone.
    code: `command -v ${command} > /dev/null || exit ${NOT_THERE}
${command} --version 2>&1 || ${command} version 2>&1`,
    environment,
    folder,
    timeLimit: 20_000,
    outputLimit: 16_384,
    ...(signal ? { signal } : {})
  })
  const install = `Install ${wanted}, and put it on PATH.`
  const { end, stdout } = result
  if (end.type === 'not-started') return finding('missing', end.reason, null)
  if (end.type === 'exited' && end.status === NOT_THERE) return finding('missing', 'not on PATH', install)
  const version = versionIn(stdout.text)
  if (end.type !== 'exited' || end.status !== 0 || version === null) {
    const state = minimum === undefined ? 'ok' : 'warn'
    return finding(state, 'there; its version is not known', minimum === undefined ? null : `See that it is ${wanted}.`)
  }
  if (minimum !== undefined && compareDotted(version, minimum) < 0)
    return finding('missing', `${version} is too old`, install)
  return finding('ok', minimum === undefined ? version : `${version}, wanted ${minimum}`, null)
}

function contactFinding({ name, value }: Contact): PreflightFinding {
  return value === null
    ? {
        of: 'contact',
        name,
        state: 'warn',
        message: 'no contact is named',
        help: 'Say who it is, below “## Contacts” in the overlay of your team or in your own configuration.'
      }
    : { of: 'contact', name, state: 'ok', message: value, help: null }
}

function overlayFinding({ severity, message, position: { start } }: OverlayFault): PreflightFinding {
  const name = `line ${start.line}:${start.column}`
  return { of: 'overlay', name, state: severity === 'error' ? 'failed' : 'warn', message, help: null }
}
