/**
 * What a team adds to its repository on request: a workflow, a hook, settings for updates and releases, a page for agents. Pure.
 */
import { UsageError } from '@keys/pack'
import type { PackageManager } from './package-manager.js'

/** What can be asked for, each with what it is. */
export const EXTRAS = {
  workflow: 'a workflow that validates, drills and checks the bump',
  hook: 'a hook of pre-commit that validates',
  renovate: 'settings of Renovate, and a workflow that shows what an update changes in the procedure',
  changesets: 'a configuration of changesets, and scripts that release',
  agents: 'an AGENTS.md'
} as const
export type Extra = keyof typeof EXTRAS

/**
 * Reads the names of extras.
 * @param names As typed; `all` is all of them.
 * @throws {UsageError} For one that there is not.
 */
export function extrasOf(names: readonly string[]): readonly Extra[] {
  const known = Object.keys(EXTRAS) as Extra[]
  const wrong = names.find((name) => name !== 'all' && !known.some((extra) => extra === name))
  if (wrong !== undefined) {
    throw new UsageError(`--with ${JSON.stringify(wrong)} is none of all, ${known.join(', ')}.`, 'See: keys new --help')
  }
  return known.filter((extra) => names.includes(extra) || names.includes('all'))
}

/** Scripts that the extras add to the package.json of a new workspace. */
export function scriptsOf(extras: readonly Extra[]): Readonly<Record<string, string>> {
  return {
    ...(extras.includes('workflow') && { check: 'keys validate --max-warnings 0 && keys drill' }),
    ...(extras.includes('changesets') && {
      changeset: 'changeset',
      'version-packages': 'changeset version && keys sync-versions',
      release: 'keys bump-check && changeset publish'
    })
  }
}

/**
 * The files of the extras.
 * @param extras What was asked for.
 * @param packsFolder The folder of packs.
 * @param manager Who installs.
 * @returns Texts by path in the workspace.
 */
export function teamFiles(
  extras: readonly Extra[],
  packsFolder: string,
  manager: PackageManager
): ReadonlyMap<string, string> {
  const files: Readonly<Record<Extra, () => readonly (readonly [path: string, text: string])[]>> = {
    workflow: () => [['.github/workflows/runbooks.yml', workflow(packsFolder, manager)]],
    hook: () => [['.pre-commit-config.yaml', hook(packsFolder, manager)]],
    renovate: () => [
      ['renovate.json', RENOVATE],
      ['.github/workflows/runbook-updates.yml', updates(manager)]
    ],
    changesets: () => [
      ['.changeset/config.json', CHANGESETS],
      ['.changeset/changelog.mjs', CHANGELOG]
    ],
    agents: () => [['AGENTS.md', agents(packsFolder, manager)]]
  }
  return new Map(extras.flatMap((extra) => files[extra]()))
}

const INSTALL = {
  npm: ['npm ci'],
  pnpm: ['corepack enable', 'pnpm install --frozen-lockfile'],
  yarn: ['corepack enable', 'yarn install --immutable']
} as const
const LOCK = { npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml', yarn: 'yarn.lock' } as const
const RUN = { npm: 'npx keys', pnpm: 'pnpm exec keys', yarn: 'yarn keys' } as const
const CHECKOUT = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0'
const SETUP_NODE = 'actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0'

function workflow(packsFolder: string, manager: PackageManager): string {
  const keys = RUN[manager]
  return `name: Runbooks

on:
  push:
    branches: [main]
  pull_request:
    paths: ['${packsFolder}/**', keys.config.json, '.changeset/**', package.json, ${LOCK[manager]}]

permissions:
  contents: read

jobs:
  runbooks:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
          # bump-check compares with the base, and with the tags of releases.
          fetch-depth: 0
      - uses: ${SETUP_NODE}
        with:
          node-version: 24
${INSTALL[manager].map((line) => `      - run: ${line}\n`).join('')}      - run: ${keys} validate --max-warnings 0 --format github
      - run: ${keys} drill
      - if: github.event_name == 'pull_request'
        run: ${keys} bump-check --since "origin/$GITHUB_BASE_REF"
`
}

function hook(packsFolder: string, manager: PackageManager): string {
  return `# https://pre-commit.com: pre-commit install
repos:
  - repo: local
    hooks:
      - id: keys-validate
        name: keys validate
        entry: ${RUN[manager]} validate --quiet
        language: system
        pass_filenames: false
        files: ^${packsFolder.replaceAll('.', '\\.')}/
`
}

function updates(manager: PackageManager): string {
  const install = INSTALL[manager].map((line) => `          ${line}`).join('\n')
  return `name: Runbook updates

# What an update of installed runbooks changes for whoever follows them, in the pull request.
on:
  pull_request:
    paths: [package.json, ${LOCK[manager]}]

permissions:
  contents: read
  pull-requests: write

jobs:
  changes:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
          fetch-depth: 0
      - uses: ${SETUP_NODE}
        with:
          node-version: 24
      - name: Install what was, then what will be
        run: |
          git checkout --quiet "origin/$GITHUB_BASE_REF"
${install}
          ${RUN[manager]} list --format json > "$RUNNER_TEMP/before.json"
          git checkout --quiet "$GITHUB_SHA"
${install}
          ${RUN[manager]} diff --upgraded "$RUNNER_TEMP/before.json" --format markdown > "$RUNNER_TEMP/changes.md"
          cat "$RUNNER_TEMP/changes.md" >> "$GITHUB_STEP_SUMMARY"
      - run: gh pr comment "$NUMBER" --repo "$GITHUB_REPOSITORY" --body-file "$RUNNER_TEMP/changes.md" --edit-last --create-if-none
        env:
          GH_TOKEN: \${{ github.token }}
          NUMBER: \${{ github.event.pull_request.number }}
`
}

const RENOVATE = `${JSON.stringify(
  {
    $schema: 'https://docs.renovatebot.com/renovate-schema.json',
    extends: ['config:recommended'],
    packageRules: [
      {
        description: 'A runbook changes what people do at night: somebody reads what changed before it is merged.',
        matchPackageNames: ['/runbook-/'],
        groupName: 'runbooks',
        automerge: false,
        minimumReleaseAge: '3 days'
      }
    ]
  },
  null,
  2
)}\n`

const CHANGESETS = `${JSON.stringify(
  {
    changelog: './changelog.mjs',
    commit: false,
    access: 'restricted',
    baseBranch: 'main',
    updateInternalDependencies: 'patch',
    snapshot: { useCalculatedVersion: true },
    privatePackages: { version: true, tag: true }
  },
  null,
  2
)}\n`

const CHANGELOG = `// The author's words and no commit: whoever looks up what changed has no clone at hand.
export default {
  getReleaseLine: ({ summary }) => \`- \${summary.trim().replaceAll('\\n', '\\n  ')}\`,
  getDependencyReleaseLine: () => ''
}
`

function agents(packsFolder: string, manager: PackageManager): string {
  const keys = RUN[manager]
  return `# For agents that work here

Runbooks lie in \`${packsFolder}/<slug>/\`: README.md is what an operator follows, checklist.md its short form, pack.json its
metadata, drill/ the proof that its commands work. Read \`${keys} docs structure\` before you write one.

1. \`${keys} new <slug> --yes\` writes a pack; fill in every \`TODO:\`.
2. \`${keys} validate --fix ${packsFolder}/<slug>\` after each edit: each finding says what is wrong, where, and how to fix it;
   \`${keys} explain <rule>\` says why. Never disable a rule to get rid of a finding.
3. \`${keys} step insert|move|remove|rename\` changes steps everywhere; do not renumber by hand.
4. \`${keys} drill <slug> --update\` runs the text against its fault. Do not write the coverage line by hand.
5. A change of what an operator does needs a changeset; \`${keys} bump-check\` says which.

Do not run the commands of a runbook yourself: in an incident a person follows it (\`${keys} run <slug>\`), or you do through
\`${keys} mcp\`, which runs what only looks.
`
}
