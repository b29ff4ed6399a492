import { resolve } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { EXIT, UsageError, type CommandDefinition } from '../command.js'

export const command: CommandDefinition = {
  name: 'new',
  group: 'write',
  order: 1,
  summary: 'Write a new pack that validates.',
  description: 'Write a new pack that validates, with every place to fill in marked. Asks on a terminal.',
  arguments: [{ name: '[slug]', summary: 'Lower-case words joined by hyphens. Names the folder and the package.' }],
  options: [
    { flags: '--title <text>', summary: 'Display name.' },
    { flags: '--description <text>', summary: 'What is broken, and what the runbook gets you; one or two sentences.' },
    {
      flags: '--key-type <type>',
      summary: 'incident, failure-mode, decision or recovery. May be repeated; the first gives the skeleton.',
      isRepeatable: true
    },
    { flags: '--severity <level>', summary: 'p0 (worst) to p4.' },
    { flags: '--maturity <level>', summary: 'What it expects of a team: starter, operator, scale or enterprise.' },
    { flags: '--author <name>', summary: 'Who answers for the content. Without it: the name that git knows.' },
    { flags: '--license <id>', summary: 'MIT, ISC, 0BSD or LicenseRef-Proprietary.' },
    {
      flags: '--related <slug>',
      summary: 'A pack that is right when this one is not; it will point back. May be repeated.',
      isRepeatable: true
    },
    { flags: '--input <NAME>', summary: 'A further environment variable. May be repeated.', isRepeatable: true },
    {
      flags: '--tool <command>',
      summary: 'A further command that must be there. May be repeated.',
      isRepeatable: true
    },
    { flags: '--folder <path>', summary: 'Where the workspace is, or shall be. Without it: here.' },
    { flags: '--yes', summary: 'Ask nothing; what is not given gets a stand-in.' },
    { flags: '--dry-run', summary: 'Only show what would be written.' }
  ],
  examples: [
    { line: 'keys new job-queue-stuck', summary: 'asks for the rest' },
    { line: 'keys new job-queue-stuck --yes', summary: 'asks nothing' },
    {
      line: 'keys new restore-uploads --key-type recovery --related data-reconciliation-mismatch --yes',
      summary: 'another skeleton, and a relation that holds both ways'
    }
  ],
  async run(input, terminal) {
    const { ask, streamsOf } = await import('../scaffold/ask.js')
    const { completed, parseFlags } = await import('../scaffold/given.js')
    const { assertFree, planOf } = await import('../scaffold/plan.js')
    const { relatedPacks, scaffoldContextOf } = await import('../scaffold/surroundings.js')
    const { summaryOf } = await import('../scaffold/told.js')
    const { nextCommands, packageManagerOf } = await import('../scaffold/workspace-files.js')
    const { writeScaffold } = await import('../scaffold/write.js')
    const { ChangedMeanwhile, dayOf } = await import('@keys/pack')
    const { invocation } = await import('../invocation.js')
    const { folder, environment } = terminal
    const flags = parseFlags(input)
    const context = scaffoldContextOf(resolve(folder, String(input.options['folder'] ?? '.')))
    // Before anybody answers ten questions.
    if (flags.slug !== undefined) assertFree(context.root, flags.slug)
    const related = relatedPacks(flags.related ?? [], context.packs)

    const takesDefaults = input.options['yes'] === true
    const streams = takesDefaults ? null : streamsOf(process)
    const answered = streams === null ? flags : await ask(flags, context, streams)
    const answers = {
      ...completed(answered, context.author, takesDefaults),
      related: answered === flags ? related : relatedPacks(answered.related ?? [], context.packs)
    }
    const range = `^${packageJson.version}`
    const manager = packageManagerOf(environment)
    const plan = planOf(answers, context, { day: dayOf(environment), range, manager })
    const isDry = input.options['dryRun'] === true
    if (!isDry) {
      try {
        writeScaffold(plan)
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error
        throw new UsageError(`${error.message}, so nothing was written.`, 'Try again when nobody else writes to it.')
      }
    }
    const next = nextCommands(context.kind, answers.slug, range, manager, invocation(environment))
    terminal.stdout(summaryOf(plan, answers, next, isDry))
    return EXIT.ok
  }
}
