import { defineCommand } from '../command.js'
import { RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'verify-evidence',
  group: 'afterwards',
  order: 2,
  summary: 'Check that evidence is what was recorded.',
  description: 'Check that evidence is what was recorded; say at which event it breaks.',
  arguments: [{ name: '<evidence>', summary: 'A bundle, a journal.jsonl, the folder of a run, or the id of a run.' }],
  options: [
    { flags: '--head <hash>', summary: 'The head that the run showed at its end: finds what the chain alone cannot.' },
    { flags: '--signature <file>', summary: 'A signature of the head, made by ssh-keygen -Y sign -n keys-run.' },
    {
      flags: '--allowed-signers <file>',
      summary: 'Who may sign the head and answers: see ALLOWED SIGNERS in ssh-keygen(1).'
    },
    { flags: '--identity <name>', summary: 'Who should have signed, as the list names him.' },
    { flags: '--format <format>', summary: 'How to say it.', choices: ['text', 'json'], default: 'text' },
    RUNS_OPTION
  ],
  examples: [
    { line: 'keys verify-evidence evidence.json', summary: 'a bundle that somebody sent; it needs nothing else' },
    {
      line: 'keys verify-evidence evidence.json --signature head.sig --allowed-signers signers --identity mara',
      summary: 'and who vouches for it'
    }
  ],
  async run({ arguments: [evidence = ''], options }, terminal) {
    const { verifyCommand } = await import('../evidence/verify-command.js')
    return verifyCommand(evidence, options, terminal)
  }
})
