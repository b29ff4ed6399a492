import { EXIT, UsageError, defineCommand } from '../command.js'
import { TRUST_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'drill',
  group: 'write',
  order: 4,
  summary: 'Drill runbooks against real faults.',
  description: 'Run drills: start a test system, inject a fault, follow the runbook, report what was covered.',
  arguments: [{ name: '[slug...]', summary: 'Packs of the workspace; all that have a drill when none is named.' }],
  options: [
    { flags: '--only <scenario>', summary: 'Drill this scenario only; may be repeated.', isRepeatable: true },
    { flags: '--jobs <number>', summary: 'How many packs are drilled at the same time.', default: '6' },
    {
      flags: '--repeat <times>',
      summary: 'Drill again and again, up to a failure: a drill that fails now and then.',
      default: '1'
    },
    { flags: '--update', summary: 'Write drill/coverage.json and the line of the README that repeats it.' },
    TRUST_OPTION,
    { flags: '--json', summary: 'Print the result as JSON.' }
  ],
  examples: [
    { line: 'keys drill', summary: 'all packs of the workspace' },
    { line: 'keys drill stripe-webhook-failure --update', summary: 'one, and keep what it came to' }
  ],
  async run({ arguments: slugs, options }, terminal) {
    const { knownPacks, packNamed } = await import('@keys/pack')
    const { hasDrill } = await import('@keys/drill/suite')
    const named = slugs.map((slug) => packNamed(slug, terminal.folder, terminal.environment))
    const locations =
      named.length > 0
        ? named
        : knownPacks(terminal.folder, terminal.environment).filter(
            (pack) => pack.origin === 'workspace' && hasDrill(pack)
          )
    if (locations.length === 0) {
      throw new UsageError('No pack here has a drill.', 'How to write one: docs/runbook-keys/DRILLS.md')
    }
    const { untrustedDrill } = await import('../trust/untrusted-drill.js')
    const { agreedNow } = await import('../trust/ask.js')
    for (const location of locations) {
      const line = ['keys drill', ...slugs].join(' ')
      if (!(await agreedNow(untrustedDrill(location, terminal), line, options, terminal))) return EXIT.findings
    }
    const { drillCommand } = await import('../drill/drill-command.js')
    return drillCommand(locations, options, terminal)
  }
})
