import type { Classification, Command, Runbook } from '@keys/schema'
import { commandsIn } from './commands.js'
import type { CommandFacts, Fault } from './facts.js'
import { CommandClassifier } from './effect/classify.js'
import { loadParsers, type Parsers } from './parsers.js'
import { sampleFaults } from './samples.js'
import { Trees } from './trees.js'

/** What is known of the commands of one runbook. */
export interface Analysis {
  /** Each command, in order of writing. */
  readonly commands: readonly CommandFacts[]
  /**
   * What a command does.
   * @param command One of the runbook's; another one is unknown.
   */
  classify(command: Command): Classification
  /** Faults in fences that no interpreter runs and a parser can read: JSON and TypeScript. */
  readonly sampleFaults: readonly Fault[]
}

/** Tells from the text of commands what they do. Made by `createAnalyzer`; runs nothing. */
export class Analyzer {
  readonly #parsers: Parsers
  /** A text is looked into once, whichever question comes first. */
  readonly #known = new WeakMap<Runbook, Analysis>()

  /** @param parsers What `loadParsers` gave. */
  constructor(parsers: Parsers) {
    this.#parsers = parsers
  }

  /**
   * Looks into all commands of a runbook.
   * @param runbook The runbook.
   * @param markdown The text that it was parsed from.
   */
  analyze(runbook: Runbook, markdown: string): Analysis {
    const before = this.#known.get(runbook)
    if (before) return before
    // Trees go with their runbook: over many packs they would fill the memory.
    const analysis = new LazyAnalysis(runbook, markdown, new Trees(this.#parsers))
    this.#known.set(runbook, analysis)
    return analysis
  }

  /**
   * What a command does: read-only is what can be shown to be.
   * @param runbook The runbook.
   * @param markdown The text that it was parsed from.
   * @param command One of its commands.
   */
  classify(runbook: Runbook, markdown: string, command: Command): Classification {
    return this.analyze(runbook, markdown).classify(command)
  }
}

const NOT_THERE: Classification = {
  effect: 'unknown',
  irreversible: false,
  assumes: [],
  operands: [],
  folders: [],
  asks: [],
  endless: [],
  reasons: [
    { effect: 'unknown', what: 'it is not a command of this text', irreversible: false, place: { start: 0, end: 0 } }
  ]
}

/** Looks when it is asked. */
class LazyAnalysis implements Analysis {
  readonly #trees: Trees
  readonly #read: { commands: () => readonly CommandFacts[]; sampleFaults: () => readonly Fault[] }
  readonly #classified = new Map<Command, Classification>()
  #classifier: CommandClassifier | null = null
  #commands: readonly CommandFacts[] | null = null
  #byCommand: ReadonlyMap<Command, CommandFacts> | null = null
  #sampleFaults: readonly Fault[] | null = null

  constructor(runbook: Runbook, markdown: string, trees: Trees) {
    this.#trees = trees
    this.#read = {
      commands: () => commandsIn(runbook, markdown, trees),
      sampleFaults: () => sampleFaults(runbook, markdown, trees)
    }
  }

  get commands(): readonly CommandFacts[] {
    return (this.#commands ??= this.#read.commands())
  }

  classify(command: Command): Classification {
    const before = this.#classified.get(command)
    if (before) return before
    this.#byCommand ??= new Map(this.commands.map((facts) => [facts.command, facts]))
    const facts = this.#byCommand.get(command)
    if (!facts) return NOT_THERE
    this.#classifier ??= new CommandClassifier(this.commands, this.#trees)
    const classification = this.#classifier.classify(facts)
    this.#classified.set(command, classification)
    return classification
  }

  get sampleFaults(): readonly Fault[] {
    return (this.#sampleFaults ??= this.#read.sampleFaults())
  }
}

/**
 * Makes an analyzer.
 * @param texts The Markdown that is going to be analyzed, where it is known: only parsers for the languages in it are
 * loaded. Without it all are.
 */
export async function createAnalyzer(texts?: Iterable<string>): Promise<Analyzer> {
  return new Analyzer(await loadParsers(texts))
}
