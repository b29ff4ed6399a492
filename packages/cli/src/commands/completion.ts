import { EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'completion',
  group: 'write',
  order: 10,
  summary: 'Print what lets a shell complete commands.',
  description: 'Print the script that lets bash, zsh or fish complete commands, options and packs.',
  arguments: [{ name: '<shell>', summary: 'bash, zsh or fish.' }],
  isQuick: true,
  examples: [
    { line: 'source <(keys completion bash)', summary: 'in ~/.bashrc; likewise for zsh' },
    { line: 'keys completion fish > ~/.config/fish/completions/keys.fish', summary: 'once' }
  ],
  async run({ arguments: [shell = ''], commands }, terminal) {
    const { completionScript } = await import('@keys/create-runbook')
    terminal.stdout(completionScript(shell, commands))
    return EXIT.ok
  }
})
