import { BUILD } from '../kept.js'
import { asCalled } from '@keys/pack/invocation'
import { EXIT, UsageError, defineCommand } from '../command.js'
import { PERSON_OPTIONS, RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'find',
  group: 'incident',
  order: 1,
  summary: 'Find the runbook for an error text or an alert.',
  description:
    'Find the runbook for words, an error text, an alert name or a whole log, of which every line counts. Exit code 0 for ' +
    'a sure hit, 1 when only some words fit or nothing does.',
  arguments: [
    { name: '[words...]', summary: 'What you see; - for what is piped in. Without any, on a terminal: search and run.' }
  ],
  takesAnyWords: true,
  options: [
    { flags: '--file <path>', summary: 'Search for the lines of a file, such as a log.' },
    {
      flags: '--alert <path>',
      summary: 'Find the runbook for an alert as it was delivered: JSON of any service in a file, or - for stdin.'
    },
    { flags: '--format <format>', summary: 'How to show what was found.', choices: ['text', 'json'], default: 'text' },
    { flags: '--limit <n>', summary: 'How many packs to show at most.', default: '5' },
    ...PERSON_OPTIONS,
    RUNS_OPTION
  ],
  isQuick: true,
  examples: [
    { line: "keys find 'ERROR 42501: permission denied for table invoices'", summary: 'a line of a log, as it is' },
    { line: 'tail -200 app.log | keys find', summary: 'the end of a log; the newest lines count most' },
    { line: 'keys find StripeWebhookErrorRateHigh', summary: 'the name of an alert' },
    { line: 'keys find --alert alert.json', summary: 'what Alertmanager, PagerDuty, Sentry or another service sent' },
    { line: 'keys find jobs do not run', summary: 'words' },
    { line: 'keys find', summary: 'search while you type or paste; Enter runs the pack' }
  ],
  async run({ arguments: words, options }, terminal) {
    const limit = Number(options.limit)
    if (!Number.isInteger(limit) || limit < 1) {
      throw new UsageError(`--limit is ${JSON.stringify(options.limit)}.`, 'Give a whole number from 1.')
    }
    refuseOptions(words)
    const isJson = options.format === 'json'
    const path = options.alert
    if (path !== undefined) {
      if (words.length > 0 || options.file !== undefined)
        throw new UsageError('--alert takes no words and no --file beside it.', 'Give one of them.')
      const { findAlert } = await import('../alert/find-alert.js')
      const found = await findAlert(path, terminal)
      const { alertDocument } = await import('@keys/search')
      const { alertText } = await import('../alert/alert-results.js')
      const { invocation } = await import('@keys/pack/invocation')
      const { results, remarks } = alertText(found, terminal, invocation(terminal.environment))
      const document = alertDocument(found.alert, found.answer, found.packs)
      terminal.stdout(isJson ? `${JSON.stringify(document, null, 2)}\n` : results)
      if (!isJson) terminal.stderr(asCalled(remarks, terminal.environment))
      return found.answer.isSure ? EXIT.ok : EXIT.findings
    }
    const { findInput } = await import('../find-input.js')
    const input = await findInput(words, options.file, terminal)
    if (input === null) {
      if (terminal.person.input.isTTY === true && !isJson) {
        const { searchAndRun } = await import('../operate/search-packs.js')
        return searchAndRun(options, terminal, EXIT.findings)
      }
      throw new UsageError(
        'Nothing to search for was given.',
        'Give words, an error text or an alert name: keys find 42501. Or pipe a log in: tail -200 app.log | keys find'
      )
    }
    const { searchablePacks } = await import('@keys/indexer/find')
    const { answerDocument, answerText, howToGetPacks, leftOutText, unreadableFolders } =
      await import('../find-results.js')
    const limitHeap = async (): Promise<void> => (await import('../v8-flags.js')).limitHeap()
    const search = await searchablePacks(terminal.folder, terminal.environment, BUILD, limitHeap)
    if (search.count === 0 && !isJson) {
      terminal.stderr(`There are no packs here to search. ${howToGetPacks(terminal.folder, terminal.environment)}\n`)
      return EXIT.findings
    }
    const unread = unreadableFolders(terminal.folder, terminal.environment)
    if (unread.length > 0) terminal.stderr(`Not all could be looked at: ${unread.join(', ')}.\n`)
    const answer = search.find(input.text, limit)
    const isSure = answer.results[0]?.strength === 'strong'
    if (isJson) {
      const document = answerDocument(answer, search.count, input.leftOut)
      terminal.stdout(`${JSON.stringify(document, null, 2)}\n`)
    } else {
      const { invocation } = await import('@keys/pack/invocation')
      const { results, remarks } = answerText(answer, search.count, terminal, invocation(terminal.environment))
      terminal.stdout(results)
      terminal.stderr(asCalled(`${leftOutText(input.leftOut)}${remarks}`, terminal.environment))
    }
    return isSure ? EXIT.ok : EXIT.findings
  }
})

/** `-ERR max number of clients reached` is a line of Redis; `--fromat` alone is a mistake. */
function refuseOptions(words: readonly string[]): void {
  const option = words.find((word) => /^--[a-z][a-z-]*(?:=.*)?$/.test(word))
  if (option === undefined) return
  throw new UsageError(
    `unknown option '${option}'`,
    `To search for it, quote it with what stands beside it, or: keys find -- ${option}`
  )
}
