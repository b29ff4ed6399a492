/**
 * What the server needs from outside. The core holds none of it.
 */
import type { Classifier, Clock, Ids, Processes, RunPack, RunStore } from '@keys/runner'
import type { SignedAnswers } from '@keys/schema'
import type { LinkMap, SearchDocument } from '@keys/search'

/** A pack that was named. */
export interface NamedPack {
  pack: RunPack
  /** Why its commands are not run unasked; null for one of this project, and for one that somebody here has agreed to. */
  untrustedReason: string | null
  /** Values of the team for its inputs. */
  presets: Readonly<Record<string, string>>
}

/** What the server needs from outside. */
export interface ServerPorts {
  storage: RunStore
  clock: Clock
  ids: Ids
  /** Runs what is shown to be read-only; there is no other way to run anything. */
  processesFor: (packOf: () => RunPack, classifier: Classifier) => Processes
  /** Tells what the commands of a pack do. */
  classifierFor: (pack: RunPack) => Promise<Classifier>
  /** What is searched of the packs that are here. */
  documents: () => Promise<readonly SearchDocument[]>
  /** Addresses of runbooks that the team has mapped. */
  links: () => LinkMap
  /** The pack that a slug names; null for none. Nothing is fetched. */
  packNamed: (slug: string) => Promise<NamedPack | null>
  /** Values of the team for the inputs of a run's pack. */
  presetsFor: (pack: RunPack) => Readonly<Record<string, string>>
  /** A line that a person types, such as `keys resume k3f9q`. */
  lineToType: (words: string) => string
  /** Which answers the team takes with a signature alone; null for none. */
  signedAnswers: () => SignedAnswers | null
  /** Where commands run, and who the machine says that we are. */
  machine: {
    account: string
    host: string
    process: number
    tool: string
    folder: string
    environment: Readonly<Record<string, string>>
  }
}
