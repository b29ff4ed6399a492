import packageJson from '../../package.json' with { type: 'json' }
import { asCalled } from '@keys/pack/invocation'
import { EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'doctor',
  group: 'write',
  order: 9,
  summary: 'Check the setup of this machine and workspace.',
  description:
    'Look at what may be wrong with this place: Node, configuration, packs, repository, commands that packs need. Asks no network.',
  isQuick: true,
  examples: [{ line: 'keys doctor', summary: 'exits with 1 when something keeps you from working' }],
  async run(_, terminal) {
    const { examine, examinedText } = await import('@keys/create-runbook')
    const examined = examine(terminal, packageJson.version, process.version)
    terminal.stdout(asCalled(examinedText(examined), terminal.environment))
    return examined.some(({ state }) => state === 'fault') ? EXIT.findings : EXIT.ok
  }
})
