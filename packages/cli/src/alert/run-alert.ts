/**
 * Runs the runbook that an alert is about. The alert chooses nothing that ties, starts nothing when it is over, and gives no
 * value that nobody has taken.
 */
import { proposedInputs, type AlertCandidate, type NormalizedAlert, type ProposedInput } from '@keys/search'
import type { Session } from '@keys/runner'
import { gap, text } from '@keys/runner/present'
import { runPackAt } from '@keys/runner/node'
import { UsageError, type ExitCode, type Terminal } from '../command.js'
import type { RunOptions } from '../operate/run-flags.js'
import type { FindablePack } from '@keys/indexer/find'

import type { Dialogue } from '@keys/terminal'
import { runInteractive, type Opened } from '../operate/interactive-session.js'
import { openNew, runContextOf } from '../operate/open-run.js'
import { untrustedReasonOf } from '@keys/pack'
import { SessionExit } from '../operate/interrupts.js'
import { limitCompiling } from '../v8-flags.js'
import { findAlert, type FoundAlert } from './find-alert.js'

/**
 * Finds the runbook for an alert and runs it.
 * @param path The path of a file; `-` for what is piped in.
 * @param options The options of the command.
 * @param terminal The terminal.
 * @throws {UsageError} When the alert is over, or nothing or more than one thing fits and nobody can choose.
 */
export async function runAlert(path: string, options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  limitCompiling()
  const found = await findAlert(path, terminal)
  const { held, candidates } = found.answer
  const look = `See what fits: keys find --alert ${path}`
  if (held !== null) throw new UsageError(held, look)
  if (candidates.length === 0) throw new UsageError('No runbook here fits this alert.', 'Search by words: keys find')
  return runInteractive(
    async (dialogue) => {
      const chosen = await chosenFrom(found, dialogue, look)
      const { slug, package: name, path: dir, origin } = chosen.document
      const location = { slug, package: name, dir, origin }
      const pack = { pack: runPackAt(location), from: dir, untrustedReason: untrustedReasonOf(location, terminal) }
      return await forAlert(await openNew(pack, runContextOf(options, terminal), dialogue), found.alert, chosen)
    },
    options,
    terminal
  )
}

type Candidate = AlertCandidate<FindablePack>

async function chosenFrom({ answer }: FoundAlert, dialogue: Dialogue | null, look: string): Promise<Candidate> {
  const [first] = answer.candidates
  if (answer.isSure && first) return first
  if (dialogue === null) {
    const names = answer.candidates.slice(0, Math.max(answer.tied, 1)).map(({ document }) => document.slug)
    throw new UsageError(`The alert does not say which runbook is meant: ${names.join(', ')}.`, look)
  }
  const chosen = await dialogue.choose<Candidate | null>({
    head: [
      gap,
      text(answer.tied > 1 ? `${answer.tied} runbooks fit equally well.` : 'No sure hit: choose one.', 'strong')
    ],
    options: [
      ...answer.candidates
        .slice(0, 8)
        .map((candidate) => ({ value: candidate, label: candidate.document.slug, note: noteOf(candidate) })),
      { value: null, label: 'None of these: stop' }
    ],
    preselected: null,
    keys: []
  })
  if (chosen === null) throw new SessionExit('stopped')
  return chosen
}

function noteOf({ reasons, instead }: Candidate): string {
  if (instead === null) return reasons[0] ?? ''
  return instead.slug === null ? 'not for this: it says to escalate' : `not for this: it sends to ${instead.slug}`
}

/** A run of an alert: what it is for is in the record, and its values are offered. */
async function forAlert(opened: Opened, alert: NormalizedAlert, chosen: Candidate): Promise<Opened> {
  await noteAlert(opened.session, alert, chosen)
  return {
    ...opened,
    prepare: async (session, dialogue) => {
      await opened.prepare?.(session, dialogue)
      await offerValues(session, dialogue, alert)
    }
  }
}

async function noteAlert(session: Session, alert: NormalizedAlert, { reasons }: Candidate): Promise<void> {
  const names = alert.names.length === 0 ? 'without a name' : alert.names.slice(0, 5).join(', ')
  const of = `For an alert of ${alert.source}, ${alert.status}: ${names}`
  await session.perform({ type: 'note', text: `${of}. Found because: ${reasons.slice(0, 2).join(' ')}` })
}

async function offerValues(session: Session, dialogue: Dialogue, alert: NormalizedAlert): Promise<void> {
  const proposed = proposedInputs(alert, session.state.pack.pack.inputs ?? []).filter(
    ({ name }) => !Object.hasOwn(session.state.inputs, name)
  )
  if (proposed.length === 0 || !(await isTaken(proposed, dialogue))) return
  for (const { name, value } of proposed) await session.perform({ type: 'set-input', name, value, origin: 'alert' })
}

function isTaken(proposed: readonly ProposedInput[], dialogue: Dialogue): Promise<boolean> {
  return dialogue.choose<boolean>({
    head: [
      gap,
      text('The alert proposes values. Whoever sent it wrote them: look at each.', 'strong'),
      { type: 'pairs', pairs: proposed.map(({ name, value, from }) => [name, `${value} (${from})`] as const) }
    ],
    options: [
      { value: false, label: 'Take none of them' },
      { value: true, label: 'Take them', note: 'recorded as values of the alert that you took' }
    ],
    preselected: null,
    keys: []
  })
}
