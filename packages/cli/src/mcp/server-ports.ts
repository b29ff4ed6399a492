/**
 * What the server for agents gets of this machine. Nothing that is imported here, directly or through others, can run what
 * is not shown to be read-only: a test reads the import graph.
 */
import { createAnalyzer } from '@keys/command-analysis'
import { findablePacks } from '@keys/indexer/find'
import type { NamedPack, ServerPorts } from '@keys/mcp'
import { isTrustedText, knownPacks, strangenessOf } from '@keys/pack'
import {
  folderStore,
  randomIds,
  readOnlyNodeProcesses,
  runPackAt,
  systemClock,
  teamAdditions,
  whoAmI
} from '@keys/runner/agent'
import { lineToType } from '@keys/runner/present'
import packageJson from '../../package.json' with { type: 'json' }
import type { Terminal } from '../command.js'
import type { RunOptions } from '../operate/run-flags.js'
import { runbookLinks } from '../alert/runbook-links.js'
import { BUILD } from '../kept.js'
import { invocation } from '../invocation.js'
import { namedRunsFolder, runsFolder } from '../operate/runs-folder.js'

/**
 * What the server needs from outside.
 * @param options The options of the command.
 * @param terminal The folder in which it runs, and its environment.
 */
export function serverPorts(options: RunOptions, terminal: Terminal): ServerPorts {
  const { folder, environment } = terminal
  const { operator: account, ...machine } = whoAmI()
  const called = { keys: invocation(environment), runs: namedRunsFolder(options) }
  return {
    storage: folderStore(runsFolder(options, terminal)),
    clock: systemClock,
    ids: randomIds,
    processesFor: readOnlyNodeProcesses,
    classifierFor: ({ files }) => createAnalyzer(Object.values(files)),
    documents: () => findablePacks(folder, environment, BUILD),
    links: () => runbookLinks(terminal),
    packNamed: async (name) => namedPack(name, terminal),
    presetsFor: (pack) => teamAdditions(pack, terminal).presets,
    lineToType: (words) => lineToType(called, words),
    machine: { account, ...machine, tool: `keys ${packageJson.version} mcp`, folder, environment: defined(environment) }
  }
}

function namedPack(name: string, terminal: Terminal): NamedPack | null {
  const { folder, environment } = terminal
  const found = knownPacks(folder, environment).filter((pack) => pack.slug === name || pack.package === name)
  const [location] = found
  if (location === undefined || found.length > 1) return null
  const pack = runPackAt(location)
  const strangeness = isTrustedText(pack.contentHash, environment) ? null : strangenessOf(location, terminal)
  return { pack, strangeness, presets: teamAdditions(pack, terminal).presets }
}

function defined(environment: Terminal['environment']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  )
}
