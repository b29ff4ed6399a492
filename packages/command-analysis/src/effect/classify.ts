/**
 * What the commands of a runbook do: read-only is what can be shown to be.
 */
import type { Classification } from '@keys/schema'
import type { CommandFacts } from '../facts.js'
import { pitfallsIn } from '../pitfalls.js'
import { endlessIn } from './endless.js'
import { codeElsewhere, firstLine } from '../text/mapped-text.js'
import type { Trees } from '../trees.js'
import { callChanges, callDestruction, requestChanges, runsIn, sqlChanges, sqlDestruction } from './changes.js'
import { classificationOf, Effects } from './effects.js'
import { programEffects } from './programs.js'
import type { EffectScope, FileTexts, KnownFiles, Languages } from './scope.js'
import { scriptEffects } from './script-effects.js'
import { knownFiles } from './known-files.js'
import { shellEffects } from './shell-effects.js'
import { sqlEffects } from './sql-effects.js'

const LANGUAGES: Languages = { shell: shellEffects, sql: sqlEffects, programs: programEffects }

/** Classifies commands. */
export class CommandClassifier {
  readonly #trees: Trees
  readonly #files: ReadonlyMap<string, FileTexts>
  readonly #known: EffectScope['known'] = new Map()

  /**
   * @param commands All commands of the runbook: what one writes, another may run.
   * @param trees The trees of texts.
   */
  constructor(commands: readonly CommandFacts[], trees: Trees) {
    this.#trees = trees
    this.#files = knownFiles(commands)
  }

  /** What a command does. */
  classify(facts: CommandFacts): Classification {
    const effects = new Effects()
    try {
      this.#look(facts, {
        effects,
        trees: this.#trees,
        files: withScripts(this.#files, facts),
        known: this.#known,
        depth: 0,
        languages: LANGUAGES
      })
    } catch (error) {
      // A tree deeper than the stack.
      if (!(error instanceof RangeError)) throw error
      effects.unknown('it is nested too deep', firstLine(facts.code))
    }
    const asks = pitfallsIn(facts, new Set()).asks.map(({ name }) => name)
    return { ...classificationOf(effects), asks: [...new Set(asks)], endless: endlessIn(facts) }
  }

  #look(facts: CommandFacts, scope: EffectScope): void {
    const { command, code } = facts
    for (const { what, place } of knownChanges(facts)) scope.effects.changes(what, place)
    for (const { what, place } of knownDestruction(facts)) scope.effects.changes(what, place, true)
    if (command.interpreter === 'bash') shellEffects(code, scope)
    else if (command.interpreter === 'sql') sqlEffects(code, scope)
    else if (command.interpreter === 'js') scriptEffects(code, scope)
    else scope.effects.unknown(`code in ${command.language ?? 'no language'} is not looked into`, firstLine(code))
  }
}

/** Where files lie is told better by the walk, which knows all values of a variable. */
function callsOf({ calls }: CommandFacts): CommandFacts['calls'] {
  return calls.filter(({ name }) => !/^(rm|mv|cp|truncate|shred)$/.test(name))
}

/** What certainly changes something, as rules tell it. */
function knownChanges(facts: CommandFacts): { what: string; place: { start: number; end: number } }[] {
  const found = [
    ...runsIn(facts).flatMap(sqlChanges),
    ...callsOf(facts).map(callChanges),
    // What is sent by POST may as well be a question.
    ...facts.requests.filter(({ method }) => method !== 'POST').map(requestChanges)
  ]
  return found.filter((change) => change !== null)
}

function knownDestruction(facts: CommandFacts): { what: string; place: { start: number; end: number } }[] {
  return [...runsIn(facts).flatMap(sqlDestruction), ...callsOf(facts).map(callDestruction)].filter(
    (one) => one !== null
  )
}

/** With the scripts of the pack, which lie where `RUNBOOK` says. */
function withScripts(files: ReadonlyMap<string, FileTexts>, { command, code }: CommandFacts): KnownFiles {
  const place = firstLine(code)
  const scripts = (command.scripts ?? []).map(
    (script) => [`$RUNBOOK/${script.path}`, [codeElsewhere(script.code, place)]] as const
  )
  return new Map([...files, ...scripts])
}
