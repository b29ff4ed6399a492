import { ENGINE_OPTION, EXIT, UsageError, defineCommand } from '../command.js'

const FORMATS = ['mermaid', 'cacao', 'cacao-soarca', 'json', 'markdown-checklist'] as const

export const command = defineCommand({
  name: 'export',
  group: 'read',
  order: 6,
  summary: 'Write a runbook in the form of another tool.',
  description:
    'Write a runbook in the form of another tool: a diagram, a playbook of CACAO 2.0 (for SOARCA where it is asked for), ' +
    'its model as JSON, a checklist.',
  arguments: [{ name: '<pack>', summary: 'The slug of a pack, or the path of its folder.' }],
  options: [{ flags: '--to <form>', summary: 'The form.', choices: FORMATS }, ENGINE_OPTION],
  examples: [
    { line: 'keys export stripe-webhook-failure --to cacao > playbook.json', summary: 'for any orchestrator' },
    { line: 'keys export stripe-webhook-failure --to cacao-soarca', summary: 'what SOARCA can carry out' },
    { line: 'keys export stripe-webhook-failure --to mermaid', summary: 'a diagram' }
  ],
  async run({ arguments: [name = ''], options }, terminal) {
    const { to } = options
    if (to === undefined) throw new UsageError('No form was named.', `Give one: --to ${FORMATS.join(' | ')}`)
    const { packNamed } = await import('@keys/pack')
    const { exportPack } = await import('../export/export-pack.js')
    const { engineOf } = await import('../engine.js')
    const location = packNamed(name, terminal.folder, terminal.environment)
    const { text, notices } = await exportPack(location, to, await engineOf(options))
    terminal.stdout(text)
    terminal.stderr(notices.map((notice) => `${notice}\n`).join(''))
    return EXIT.ok
  }
})
