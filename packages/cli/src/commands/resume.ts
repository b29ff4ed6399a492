import { defineCommand } from '../command.js'
import {
  HERE_OPTION,
  OPERATOR_OPTION,
  PERSON_OPTIONS,
  REOPEN_OPTION,
  RUNS_OPTION,
  SIGN_OPTION,
  TAKE_OVER_OPTION,
  TRUST_OPTION
} from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'resume',
  group: 'incident',
  order: 4,
  summary: 'Resume a run that was interrupted.',
  description: 'Resume a run where its record ends, whatever interrupted it.',
  arguments: [
    { name: '[run]', summary: 'Its id, the beginning of it, or a bundle. Without any: the newest that has not ended.' }
  ],
  options: [
    ...PERSON_OPTIONS,
    TAKE_OVER_OPTION,
    HERE_OPTION,
    REOPEN_OPTION,
    OPERATOR_OPTION,
    SIGN_OPTION,
    {
      flags: '--answer <file>',
      summary: 'Take an answer that somebody signed with keys answer, do it, and stop again.'
    },
    TRUST_OPTION,
    RUNS_OPTION
  ],
  examples: [
    { line: 'keys resume', summary: 'the newest run that has not ended' },
    { line: 'keys resume k3f9q', summary: 'the run of this id' },
    { line: 'keys resume run.json', summary: 'a run that came from another machine as a bundle' },
    { line: 'keys resume k3f9q --answer answer.json', summary: 'what somebody signed elsewhere' }
  ],
  async run({ arguments: [typed], options }, terminal) {
    const { goingOnHere, openStored, runContextOf, takenIn } = await import('../operate/open-run.js')
    const { newestOpen, runNamed } = await import('@keys/runner')
    const { runInteractive } = await import('../operate/interactive-session.js')
    const context = runContextOf(options, terminal)
    const { storage } = context.ports
    const { answer } = options
    if (typeof answer === 'string') {
      const { takeAnswer } = await import('../operate/take-answer.js')
      return takeAnswer(answer, typed, context)
    }
    return runInteractive(
      async (dialogue) => {
        const taken = typed === undefined ? null : await takenIn(typed, context, dialogue)
        const run = taken?.run ?? (typed === undefined ? await newestOpen(storage) : await runNamed(typed, storage))
        for (const remark of taken?.remarks ?? []) terminal.stderr(`${remark}\n`)
        return openStored(run, taken === null ? context : goingOnHere(context, taken.moved), dialogue)
      },
      options,
      terminal
    )
  }
})
