import { ENGINE_OPTION, EXIT, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'bump-check',
  group: 'publish',
  order: 4,
  summary: 'Fail when a version bump is too small.',
  description:
    'For CI: refuse a pack that changed without a changeset, or whose changesets claim less than it changed.',
  options: [
    {
      flags: '--since <revision>',
      summary:
        'Compare with where this history left that revision. Without it: with the base branch of .changeset/config.json; on that branch with the last tag of each pack.'
    },
    ENGINE_OPTION
  ],
  examples: [
    { line: 'keys bump-check', summary: 'what the branch changes' },
    { line: 'keys bump-check --since origin/main', summary: 'in CI, with the whole history fetched' }
  ],
  async run({ options }, terminal) {
    const { bumpCheck } = await import('@keys/release')
    const { workspaceOf } = await import('@keys/pack')
    const { engineOf } = await import('../engine.js')
    const toTree = await engineOf(options)
    const { text, isRefused } = await bumpCheck(workspaceOf(terminal.folder), options.since ?? null, terminal, toTree)
    terminal.stdout(text)
    return isRefused ? EXIT.findings : EXIT.ok
  }
})
