/**
 * Writes the evidence of a run.
 */
import { resolve } from 'node:path'
import { assertReplaceable, visible, writeOutput } from '@keys/pack'
import {
  bundleText,
  closingFacts,
  evidenceHtml,
  evidenceMarkdown,
  evidenceOf,
  evidenceSummary,
  followUpsOf,
  readJournal,
  readRun,
  verifiedIn,
  type EvidenceContent,
  type ReportOptions
} from '@keys/runner'
import { signedText, signHead } from '@keys/runner/node'
import { EXIT, UsageError, type ExitCode, type Terminal } from '../command.js'
import type { RunOptions } from '../operate/run-flags.js'
import { runRecord } from './run-record.js'

/** What may be typed for a report. */
interface ReportFlags extends RunOptions {
  format: 'markdown' | 'html' | 'json'
  summary?: true | undefined
  output?: string | undefined
  sign?: string | undefined
}

/**
 * Runs `keys report`.
 * @param typed The run; the newest when nothing was typed.
 * @param options The options of the command.
 * @param terminal Where to write.
 * @throws {UsageError} When there is no such run, or it cannot be written or signed.
 */
export async function reportCommand(
  typed: string | undefined,
  options: ReportFlags,
  terminal: Terminal
): Promise<ExitCode> {
  const { output, sign, format } = options
  if (sign !== undefined && output === undefined) {
    throw new UsageError('A signature is a file beside the report.', 'Say where to write it: --output <file>')
  }
  const { run, journal, packs } = await runRecord(typed, options, terminal)
  const evidence = evidenceOf(journal)
  if (evidence === null) {
    throw new UsageError(`The run ${run} has no readable event.`, `See why: keys verify-evidence ${run}`)
  }
  const state = readRun({ journal, packs })?.state
  const followUps = state ? followUpsOf(state.pack.runbook.followUps, evidence.endedAt, verifiedIn(state)) : []
  const more = { followUps, closing: state ? closingFacts(state) : null }
  const text = options.summary === true ? evidenceSummary(evidence, more) : writerOf(format)(evidence, more)
  if (output !== undefined) {
    const file = resolve(terminal.folder, output)
    if (sign !== undefined) signBeside(file, evidence.head.hash, sign, terminal.folder)
    writeOutput(file, text)
    terminal.stderr(`Written: ${visible(output)}\nHead: ${evidence.head.hash}\n`)
  } else {
    terminal.stdout(text)
  }
  const { fault } = readJournal(journal)
  if (fault === null) return EXIT.ok
  terminal.stderr(`The record breaks at event ${fault.line}: ${fault.reason}. This is all before it.\n`)
  return EXIT.findings
}

function writerOf(format: ReportFlags['format']): (evidence: EvidenceContent, options: ReportOptions) => string {
  if (format === 'json') return (evidence) => bundleText(evidence)
  return format === 'html' ? evidenceHtml : evidenceMarkdown
}

/** Signs first: where that is not possible, nothing is written. */
function signBeside(file: string, head: string, key: string, folder: string): void {
  assertReplaceable(file)
  const signature = signHead(head, key, folder)
  writeOutput(`${file}.head`, signedText(head))
  writeOutput(`${file}.head.sig`, signature)
}
