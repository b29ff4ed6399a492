import type { AssetKindName } from '@keys/pack'
import packageJson from '../../package.json' with { type: 'json' }
import { asCalled } from '@keys/pack/invocation'
import { ENGINE_OPTION, EXIT, UsageError, defineCommand } from '../command.js'
import { longWork } from '@keys/terminal'
import { validateKept } from '../kept-findings.js'
import type { HowToValidate } from '@keys/validator'
import type { Validation } from '@keys/workspace/result'

/** What each `--type` looks for. */
const KINDS = { runbooks: 'runbook', 'node-keys': 'key', library: 'library' } as const

export const command = defineCommand({
  name: 'validate',
  group: 'write',
  order: 2,
  summary: 'Check packs against all rules.',
  description: 'Check packs against all rules; nothing is changed without --fix.',
  arguments: [
    {
      name: '[paths...]',
      summary:
        'Packs by slug or folder, folders of packs, tarballs (.tgz), packs in node_modules, or Markdown files and folders of them. Without any: all packs of the workspace.'
    }
  ],
  options: [
    {
      flags: '--type <type>',
      summary: 'What to check.',
      choices: ['runbooks', 'node-keys', 'library'],
      default: 'runbooks'
    },
    {
      flags: '--format <format>',
      summary: 'How to show what is found.',
      choices: ['pretty', 'json', 'sarif', 'github'],
      default: 'pretty'
    },
    {
      flags: '--rule <code=severity>',
      summary: 'Set a rule to off, information, warning or error; may be repeated.',
      isRepeatable: true
    },
    { flags: '--max-warnings <n>', summary: 'Fail with more warnings than this.' },
    { flags: '--draft', summary: 'Judge as drafts: what is missing as yet is information.' },
    { flags: '--quiet', summary: 'Show errors only; warnings still count.' },
    { flags: '--online', summary: 'Ask over the network whether the pages that are linked to are there.' },
    { flags: '--fix', summary: 'Fix what can be fixed with certainty, then show what is left.' },
    { flags: '--dry-run', summary: 'With --fix: show a diff and write nothing.' },
    { flags: '--no-cache', summary: 'Judge every pack again, whatever was found before.' },
    ENGINE_OPTION
  ],
  isQuick: true,
  examples: [
    { line: 'keys validate', summary: 'all packs of the workspace' },
    { line: 'keys validate runbook-keys/stripe-webhook-failure', summary: 'one pack' },
    { line: 'keys validate dist/packs/*.tgz', summary: 'packs as they will be published' },
    { line: 'keys validate node_modules/@keys/runbook-stripe-webhook-failure', summary: 'a pack that is installed' },
    { line: 'keys validate --type=node-keys ../node-next-keys', summary: 'the metadata of Node and Next keys' },
    { line: 'keys validate --online', summary: 'links out of the packs too' },
    { line: 'keys validate --fix --dry-run', summary: 'what would be fixed, as a diff' },
    { line: 'keys validate --format json > findings.json', summary: 'for a machine' },
    { line: 'keys validate --format sarif > findings.sarif', summary: 'for code scanning' },
    {
      line: 'keys validate --format github --max-warnings 0',
      summary: 'as annotations, in a workflow of GitHub Actions'
    },
    { line: 'keys validate --rule runbook/vague-language=off --quiet', summary: 'without a rule, and errors only' }
  ],
  async run({ arguments: paths, options }, terminal) {
    const { formatted } = await import('../formats.js')
    const kind = KINDS[options.type]
    const { engine, rule: rules } = options
    const validator = () => import('@keys/validator')
    const severities = {
      ...(options.draft === true ? (await validator()).DRAFT : {}),
      ...(rules ? (await validator()).severitiesOf(rules, await (await validator()).rulesAt(terminal.folder)) : {})
    }
    const { maxWarnings: most } = options
    const flag = most === undefined ? null : (await validator()).maxWarningsOf(most)
    const loadTree = async () => {
      const { limitCompiling } = await import('../v8-flags.js')
      limitCompiling()
      return (await import('../engine.js')).engineOf(options)
    }
    const isDry = options.dryRun === true
    if (options.fix === true) {
      const { fixPacks, fixSentence } = await validator()
      const show = isDry ? (diff: string) => terminal.stdout(diff) : null
      const fixed = await fixPacks(kind, paths, terminal.folder, show, { severities, toTree: await loadTree() })
      terminal.stderr(fixSentence(fixed, isDry))
    } else if (isDry) throw new UsageError('--dry-run requires --fix.', 'Give it together with --fix.')
    const { folder } = terminal
    const isOnline = options.online === true
    const { report, sources, limits, summaries } = await longWork(terminal, async (how) =>
      kind === 'runbook' && !isOnline && options.cache
        ? validateKept(paths, terminal, { severities, loadTree, engine, ...how })
        : validateAnew(kind, paths, folder, { severities, toTree: await loadTree(), engine, ...how }, isOnline)
    )
    const { error, warning } = report.summary
    const crossed =
      flag === null
        ? limits.filter(({ limit, warnings }) => warnings > limit)
        : [{ file: '--max-warnings', limit: flag, warnings: warning }].filter(({ limit }) => warning > limit)
    const code = error > 0 || crossed.length > 0 ? EXIT.findings : EXIT.ok
    const { color, width } = terminal
    // What a dry run shows is the diff; findings only decide the exit code.
    if (!isDry) {
      const { atLeast } = await import('@keys/workspace/result')
      const shown = options.quiet === true ? atLeast(report, 'error') : report
      const hidden = options.quiet === true ? warning + report.summary.information : 0
      terminal.stdout(await formatted(options.format, shown, { color, width, sources, hidden }, terminal.environment))
    }
    for (const line of summaries) terminal.stderr(`${asCalled(line, terminal.environment)}\n`)
    for (const { file, limit, warnings } of crossed) {
      terminal.stderr(`Too many warnings: ${warnings}. ${file} allows ${limit}.\n`)
    }
    return code
  }
})

async function validateAnew(
  kind: AssetKindName,
  paths: readonly string[],
  folder: string,
  how: HowToValidate,
  isOnline: boolean
): Promise<Validation> {
  const { validate } = await import('@keys/workspace')
  if (!isOnline) return validate(kind, paths, folder, how)
  const { remoteAsker } = await import('@keys/validator')
  return validate(kind, paths, folder, { ...how, askRemote: remoteAsker({ version: packageJson.version }) })
}
