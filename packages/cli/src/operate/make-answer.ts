/**
 * Makes an answer to a run that waits, for whoever signs it: at another account or another machine.
 */
import { createAnalyzer } from '@keys/command-analysis'
import { ANSWER_NAMESPACE, fromBase64, newestOpen, readRun, runNamed, type RunState } from '@keys/runner'
import { bundleIn, madeAnswer, signAnswer, systemClock, writeAnswer, type GivenAnswer } from '@keys/runner/node'
import { lineToType, shortId } from '@keys/runner/present'
import { statusAt, userConfig } from '@keys/pack'
import { invocation } from '@keys/pack/invocation'
import { resolve } from 'node:path'
import { EXIT, UsageError, type ExitCode, type Terminal } from '../command.js'
import { portsOf } from './interactive-session.js'
import type { RunOptions } from './run-flags.js'
import { namedRunsFolder } from './runs-folder.js'

type AnswerOptions = GivenAnswer & Pick<RunOptions, 'runs' | 'sign'> & { output?: string | undefined }

/**
 * Runs `keys answer`.
 * @param typed The run, or a bundle; the newest run that has not ended when it is absent.
 * @param options What is answered.
 * @param terminal The terminal.
 * @throws {UsageError} When there is nothing to answer, or the answer does not do.
 */
export async function makeAnswer(
  typed: string | undefined,
  options: AnswerOptions,
  terminal: Terminal
): Promise<ExitCode> {
  const state = await stateOf(typed, options, terminal)
  const called = { keys: invocation(terminal.environment), runs: namedRunsFolder(options) }
  const resume = lineToType(called, `resume ${shortId(state.run)}`)
  const classifier = await createAnalyzer(Object.values(state.pack.files))
  const { statement, words } = madeAnswer(state, options, { classifier, now: systemClock.now(), resume })
  const { output = `answer-${shortId(state.run)}.json`, sign = userConfig(terminal.environment).signingKey } = options
  terminal.stderr(`${words}\n`)
  const isAtTerminal = terminal.person.input.isTTY === true
  const signature = sign === undefined ? null : signAnswer(statement, sign, terminal.folder, isAtTerminal).signature
  writeAnswer(output, terminal.folder, { statement, signature })
  const unsigned = `Read it, then sign it: ssh-keygen -Y sign -n ${ANSWER_NAMESPACE} -f <key> ${output}\n`
  terminal.stdout(signature === null ? `Written: ${output}\n${unsigned}` : `Written: ${output} and ${output}.sig\n`)
  terminal.stdout(`Hand it over; the run takes it: ${resume} --answer ${output}\n`)
  return EXIT.ok
}

async function stateOf(typed: string | undefined, options: AnswerOptions, terminal: Terminal): Promise<RunState> {
  const path = typed === undefined ? null : resolve(terminal.folder, typed)
  if (path !== null && statusAt(path)?.isFile() === true) {
    const { journal, packs } = bundleIn(path)
    return stateIn(typed ?? '', readRun({ journal: fromBase64(journal), packs }))
  }
  const { storage } = portsOf(options, terminal)
  const run = typed === undefined ? await newestOpen(storage) : await runNamed(typed, storage)
  const stored = await storage.read(run)
  return stateIn(run, stored && readRun(stored))
}

function stateIn(run: string, read: ReturnType<typeof readRun>): RunState {
  if (read !== null && read.fault === null) return read.state
  throw new UsageError(`The record of ${run} is damaged.`, `See where: keys verify-evidence ${run}`)
}
