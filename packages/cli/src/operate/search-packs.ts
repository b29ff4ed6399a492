/**
 * The search for a pack while somebody types, and the run of the one that was chosen.
 */
import { BUILD } from '../kept.js'
import { createSearch, type SearchResult } from '@keys/search'
import { UsageError, type ExitCode, type Terminal } from '../command.js'
import type { RunOptions } from './run-flags.js'
import { type FindablePack, findablePacks } from '@keys/indexer/find'
import { reasonLine, weakWords } from '../find-results.js'
import { runPackAt } from '@keys/runner/node'
import { howToGetPacks, untrustedReasonOf } from '@keys/pack'
import { limitCompiling } from '../v8-flags.js'
import type { Dialogue, Option, SearchAnswers } from '@keys/terminal'
import { SessionExit } from './interrupts.js'
import { openNew, runContextOf } from './open-run.js'
import { runInteractive } from './interactive-session.js'

const SHOWN = 8

/**
 * Lets somebody find a pack by an error text, a pasted log, an alert name or words, and run it.
 * @param options The options of the command.
 * @param terminal The terminal.
 * @param nothing What is given when nothing was chosen.
 * @throws {UsageError} Where nobody can choose.
 */
export async function searchAndRun(options: RunOptions, terminal: Terminal, nothing: ExitCode): Promise<ExitCode> {
  limitCompiling()
  const packs = await findablePacks(terminal.folder, terminal.environment, BUILD)
  if (packs.length === 0)
    throw new UsageError('There are no packs here.', howToGetPacks(terminal.folder, terminal.environment))
  let isChosen = false
  const code = await runInteractive(
    async (dialogue) => {
      if (dialogue === null) throw new UsageError('Which pack is to be run?', 'See which are here: keys list')
      const chosen = await choosePack(packs, dialogue)
      if (chosen === null) throw new SessionExit('stopped')
      isChosen = true
      const { slug, package: name, path, origin } = chosen
      const location = { slug, package: name, dir: path, origin }
      const found = { pack: runPackAt(location), from: path, untrustedReason: untrustedReasonOf(location, terminal) }
      return openNew(found, runContextOf(options, terminal), dialogue)
    },
    options,
    terminal
  )
  if (isChosen) return code
  terminal.stderr('Nothing was chosen.\n')
  return nothing
}

/**
 * Lets somebody choose a pack by typing.
 * @param packs The packs.
 * @param dialogue Who is asked.
 * @returns The pack; null when they went away without choosing.
 */
export async function choosePack(packs: readonly FindablePack[], dialogue: Dialogue): Promise<FindablePack | null> {
  return dialogue.search({
    label: 'What is wrong? An error text, lines of a log, an alert name, or words.',
    answers: answersFor(packs)
  })
}

/** What can be chosen for what was typed: the packs found, or all of them while nothing is typed. */
function answersFor(packs: readonly FindablePack[]): (typed: string) => SearchAnswers<FindablePack> {
  const search = createSearch(packs)
  const all = packs.toSorted((a, b) => (a.slug < b.slug ? -1 : 1)).map((pack) => optionOf(pack, pack.title))
  return (typed) => {
    if (typed === '') return { options: all, isSure: false }
    const { results, nearWords } = search.find(typed, SHOWN)
    const [first] = results
    if (first === undefined) {
      const near = nearWords.length === 0 ? '' : ` Words that are near: ${nearWords.slice(0, 6).join(', ')}.`
      return { options: [], isSure: false, note: `Nothing was found.${near}` }
    }
    const isSure = first.strength === 'strong' && first.instead === null
    const options = results.map((result) => optionOf(result.document, reasonOf(result)))
    return isSure ? { options, isSure } : { options, isSure, note: NOT_SURE }
  }
}

const NOT_SURE = 'No sure hit: look at each before you take it.'

function reasonOf({ reasons, instead, strength, words }: SearchResult): string {
  if (instead) return instead.slug === null ? 'says to escalate' : `see ${instead.slug} instead`
  if (strength === 'weak') return weakWords(words)
  return reasons[0] ? reasonLine(reasons[0]) : ''
}

function optionOf(pack: FindablePack, note: string): Option<FindablePack> {
  return { value: pack, label: `${pack.severity ?? '--'}  ${pack.slug}`, note }
}
