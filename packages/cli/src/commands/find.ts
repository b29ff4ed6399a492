import { EXIT, UsageError, type CommandDefinition, type ExitCode, type Terminal } from '../command.js'

export const command: CommandDefinition = {
  name: 'find',
  group: 'incident',
  place: 1,
  summary: 'Find the runbook for an error text or an alert.',
  description: 'Find the runbook for words, an error text, a log line or an alert name.',
  arguments: [{ name: '[words...]', summary: 'What you see. On a terminal without any, a search while you type.' }],
  options: [
    { flags: '--format <format>', summary: 'How to show what was found.', choices: ['text', 'json'], default: 'text' },
    { flags: '--limit <n>', summary: 'How many packs to show at most.', default: '5' }
  ],
  examples: [
    { line: "keys find 'ERROR 42501: permission denied for table invoices'", summary: 'a line of a log, as it is' },
    { line: 'keys find StripeWebhookErrorRateHigh', summary: 'the name of an alert' },
    { line: 'keys find jobs do not run', summary: 'words' },
    { line: 'keys find', summary: 'search while you type' }
  ],
  async run({ arguments: words, options }, terminal) {
    const limit = Number(options['limit'])
    if (!Number.isInteger(limit) || limit < 1) {
      throw new UsageError(`--limit is ${JSON.stringify(options['limit'])}.`, 'Give a whole number from 1.')
    }
    const query = words.join(' ').trim()
    const isAsking = query === '' && options['format'] !== 'json' && process.stdin.isTTY && process.stdout.isTTY
    if (query === '' && !isAsking) {
      throw new UsageError(
        'Nothing to search for was given.',
        'Give words, an error text or an alert name: keys find 42501'
      )
    }
    const { findablePacks } = await import('../find-packs.js')
    const packs = await findablePacks(terminal.folder, terminal.environment)
    if (isAsking && packs.length > 0) return ask(packs, terminal)

    const { createSearch } = await import('@keys/search')
    const { answerJson, nextCommand, nothingText, resultsText } = await import('../find-results.js')
    const { invocation } = await import('../invocation.js')
    const answer = createSearch(packs).find(query, limit)
    const keys = invocation(terminal.environment)
    const code = answer.results.length > 0 ? EXIT.ok : EXIT.findings
    if (options['format'] === 'json') {
      terminal.out(answerJson(answer, packs.length))
    } else if (code === EXIT.ok) {
      terminal.out(resultsText(answer.results, terminal))
      terminal.say(`\nWhat to type next:\n  ${nextCommand(answer.results, keys)}\n`)
    } else {
      terminal.say(nothingText(answer, packs.length, keys))
    }
    return code
  }
}

type Packs = Awaited<ReturnType<(typeof import('../find-packs.js'))['findablePacks']>>

/** Lets somebody choose a pack. What is done with the chosen one begins where its command is told. */
async function ask(packs: Packs, terminal: Terminal): Promise<ExitCode> {
  const { choosePack } = await import('../find-interactive.js')
  const chosen = await choosePack(packs, { input: process.stdin, output: process.stdout }, terminal.width)
  if (chosen === null) {
    terminal.say('Nothing was chosen.\n')
    return EXIT.findings
  }
  const { resultsText } = await import('../find-results.js')
  const { invocation } = await import('../invocation.js')
  const reasons = [{ field: 'description' as const, text: chosen.description, ranges: [], from: null }]
  const chosenByHand = { score: 0, instead: null, strength: 'strong' as const, words: [], line: null }
  terminal.out(resultsText([{ document: chosen, reasons, ...chosenByHand }], terminal))
  terminal.say(`\nWhat to type next:\n  ${invocation(terminal.environment)} run ${chosen.slug}\n`)
  return EXIT.ok
}
