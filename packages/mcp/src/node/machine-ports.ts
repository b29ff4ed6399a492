/**
 * What the server gets of this machine. Nothing that is imported here, directly or through others, can run what is not shown
 * to be read-only: a test reads the import graph.
 */
import { createAnalyzer } from '@keys/command-analysis'
import { findablePacks } from '@keys/indexer/find'
import { isTrustedText, knownPacks, runsFolder, untrustedReasonOf } from '@keys/pack'
import {
  folderStore,
  randomIds,
  readOnlyNodeProcesses,
  runPackAt,
  signedAnswersAt,
  systemClock,
  teamAdditions,
  whoAmI
} from '@keys/runner/agent'
import { lineToType } from '@keys/runner/present'
import { runbookLinksAt } from '@keys/validator'
import type { NamedPack, ServerPorts } from '../ports.js'

/** Where the server was started, and how. */
export interface MachinePlace {
  /** Absolute path of the folder of the project. */
  folder: string
  environment: Readonly<Record<string, string | undefined>>
  /** The folder of the runs, when one was named; else it is where people keep theirs. */
  runs: string | null
  /** How people call `keys` here. */
  keys: string
  /** What serves, with its version, for the record. */
  tool: string
  /** What makes the values that are kept between calls. */
  build: string
}

/**
 * What the server needs from outside, of this machine.
 * @param place Where it was started, and how.
 */
export function machinePorts(place: MachinePlace): ServerPorts {
  const { folder, environment, runs, keys, tool, build } = place
  const { operator: account, ...machine } = whoAmI()
  return {
    storage: folderStore(runsFolder(runs, place)),
    clock: systemClock,
    ids: randomIds,
    processesFor: readOnlyNodeProcesses,
    classifierFor: ({ files }) => createAnalyzer(Object.values(files)),
    documents: () => findablePacks(folder, environment, build),
    links: () => runbookLinksAt(folder),
    packNamed: async (name) => namedPack(name, place),
    presetsFor: (pack) => teamAdditions(pack, place).presets,
    signedAnswers: () => signedAnswersAt(place)?.signedAnswers ?? null,
    lineToType: (words) => lineToType({ keys, runs }, words),
    machine: { account, ...machine, tool, folder, environment: defined(environment) }
  }
}

function namedPack(name: string, place: Pick<MachinePlace, 'folder' | 'environment'>): NamedPack | null {
  const { folder, environment } = place
  const found = knownPacks(folder, environment).filter((pack) => pack.slug === name || pack.package === name)
  const [location] = found
  if (location === undefined || found.length > 1) return null
  const pack = runPackAt(location)
  const untrustedReason = isTrustedText(pack.contentHash, environment) ? null : untrustedReasonOf(location, place)
  return { pack, untrustedReason, presets: teamAdditions(pack, place).presets }
}

function defined(environment: MachinePlace['environment']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  )
}
