/**
 * Writes the evidence of a run.
 */
import { resolve } from 'node:path'
import { assertReplaceable, writeOutput } from '@keys/pack'
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
  type EvidenceContent,
  type ReportOptions
} from '@keys/runner'
import { signedText, signHead } from '@keys/runner/node'
import { EXIT, UsageError, type CommandInput, type ExitCode, type Terminal } from '../command.js'
import { runRecord } from './run-record.js'

/**
 * Runs `keys report`.
 * @param input Its argument and options.
 * @param terminal Where to write.
 * @throws {UsageError} When there is no such run, or it cannot be written or signed.
 */
export async function reportCommand(
  { arguments: [typed], options }: CommandInput,
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
  const followUps = state ? followUpsOf(state.pack.runbook.followUps, evidence.endedAt) : []
  const more = { followUps, closing: state ? closingFacts(state) : null }
  const text = options['summary'] === true ? evidenceSummary(evidence, more) : writerOf(format)(evidence, more)
  if (typeof output === 'string') {
    const file = resolve(terminal.folder, output)
    if (typeof sign === 'string') signBeside(file, evidence.head.hash, sign, terminal.folder)
    writeOutput(file, text)
    terminal.stderr(`Written: ${output}\nHead: ${evidence.head.hash}\n`)
  } else {
    terminal.stdout(text)
  }
  const { fault } = readJournal(journal)
  if (fault === null) return EXIT.ok
  terminal.stderr(`The record breaks at event ${fault.line}: ${fault.reason}. This is all before it.\n`)
  return EXIT.findings
}

function writerOf(
  format: CommandInput['options'][string]
): (evidence: EvidenceContent, options: ReportOptions) => string {
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
