import { defineCommand } from '../command.js'
import { RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'answer',
  group: 'incident',
  order: 5,
  summary: 'Answer a waiting run from elsewhere, signed.',
  description:
    'Answer what a waiting run asks next, without opening it: a file that you sign with a key of ssh, and that `keys resume --answer` takes.',
  arguments: [
    { name: '[run]', summary: 'Its id, the beginning of it, or a bundle. Without any: the newest that has not ended.' }
  ],
  options: [
    { flags: '--sign <key>', summary: 'Your key of ssh. Without it, read the file and sign it yourself.' },
    { flags: '--choose <number>', summary: 'How the step is left, by the number of the option.' },
    { flags: '--reason <words>', summary: 'Why you decide otherwise than the commands say.' },
    { flags: '--type <label>', summary: 'The label of the step, for what cannot be undone.' },
    { flags: '--saw <words>', summary: 'What you saw when you did it by hand.' },
    { flags: '--agreed-by <name>', summary: 'The second person, where the text asks for one.' },
    { flags: '--minutes <number>', summary: 'How long the answer is taken.', default: '15' },
    { flags: '--output <file>', summary: 'Where to write it; else answer-<run>.json.' },
    RUNS_OPTION
  ],
  examples: [
    { line: 'keys answer k3f9q --sign ~/.ssh/id_ed25519_sk', summary: 'its next command may run, once' },
    { line: 'keys answer k3f9q --choose 2 --sign ~/.ssh/id_ed25519_sk', summary: 'the second option of the step' },
    { line: 'keys resume k3f9q --answer answer-k3f9q.json', summary: 'the run takes it, if the signature holds' }
  ],
  async run({ arguments: [typed], options }, terminal) {
    const { makeAnswer } = await import('../operate/make-answer.js')
    return makeAnswer(typed, options, terminal)
  }
})
