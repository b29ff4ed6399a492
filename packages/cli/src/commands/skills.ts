import { EXIT, UsageError, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'skills',
  group: 'write',
  order: 7,
  summary: 'Give agents a skill for each runbook.',
  description:
    'Write a skill for each runbook that is here, in the Agent Skills format: a doorway that sends an agent to keys. Nothing ' +
    'is written when packs are installed; this is asked for.',
  arguments: [{ name: '<link...>', summary: 'The word link, then packs; without any, all that are here.' }],
  options: [
    { flags: '--to <folder>', summary: 'The folder in which agents look for skills.', default: '.agents/skills' },
    { flags: '--print', summary: 'Show them, and write nothing.' }
  ],
  examples: [
    { line: 'keys skills link', summary: 'into .agents/skills, for all runbooks that are here' },
    { line: 'keys skills link stripe-webhook-failure --to .claude/skills', summary: 'for one host, one runbook' }
  ],
  async run({ arguments: [action, ...names], options }, terminal) {
    if (action !== 'link') throw new UsageError(`Unknown action ${JSON.stringify(action)}.`, 'Type: keys skills link')
    const { linkSkills } = await import('../export/link-skills.js')
    const { written, text } = linkSkills(names, { to: options.to, isPrint: options.print === true }, terminal)
    terminal.stdout(text)
    if (options.print !== true) terminal.stderr(`${written} skills were written.\n`)
    return EXIT.ok
  }
})
