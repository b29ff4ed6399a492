/**
 * What makes an empty folder a workspace of packs. Pure.
 */
import type { PackageManager } from './package-manager.js'
import type { ScaffoldContext } from './scaffold-context.js'
import { scriptsOf, type Extra } from './team-files.js'

/**
 * The files of a new workspace.
 * @param name The name of its folder.
 * @param packsFolder The folder of its packs.
 * @param range The range by which it asks for the tools.
 * @param manager Who installs them.
 * @param extras What a team adds to it.
 * @returns Texts by path in the workspace.
 */
export function workspaceFiles(
  name: string,
  packsFolder: string,
  range: string,
  manager: PackageManager,
  extras: readonly Extra[] = []
): ReadonlyMap<string, string> {
  const manifest = {
    name:
      name
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'runbooks',
    private: true,
    type: 'module',
    // pnpm has a file of its own for this.
    ...(manager === 'pnpm' ? {} : { workspaces: [`${packsFolder}/*`] }),
    scripts: { keys: 'keys', validate: 'keys validate', drill: 'keys drill', ...scriptsOf(extras) },
    devDependencies: {
      // The next major starts on Node 22.11 only.
      ...(extras.includes('changesets') && { '@changesets/cli': '^2.31.1' }),
      '@keys/cli': range,
      '@keys/drill': range
    }
  }
  const generated = ['runbook.json', 'index.js', 'index.d.ts', 'index.cjs', 'index.d.cts', 'skills/'].map(
    (file) => `${packsFolder}/*/${file}`
  )
  return new Map([
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['.gitignore', `${['node_modules/', 'dist/', ...generated].join('\n')}\n`],
    ...(manager === 'pnpm' ? ([['pnpm-workspace.yaml', `packages:\n  - ${packsFolder}/*\n`]] as const) : [])
  ])
}

/**
 * The three commands that come next. The drill comes before the validation, which asks for a drill that has passed.
 * @param context What the folder was before, and where its packs lie.
 * @param slug The new pack.
 * @param range The range by which a project asks for the tools.
 * @param manager Who installs them.
 * @param keys How `keys` is called in a workspace.
 */
export function nextCommands(
  { kind, packsFolder }: Pick<ScaffoldContext, 'kind' | 'packsFolder'>,
  slug: string,
  range: string,
  manager: PackageManager,
  keys: string
): readonly string[] {
  const path = `${packsFolder}/${slug}`
  switch (kind) {
    case 'workspace':
      return [`${keys} drill ${slug} --update`, `${keys} validate ${path}`, `${keys} graph ${slug}`]
    case 'project': {
      const add = { npm: 'npm install --save-dev', pnpm: 'pnpm add --save-dev', yarn: 'yarn add --dev' }[manager]
      const run = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn' }[manager]
      return [
        `${add} @keys/cli@${range} @keys/drill@${range}`,
        `${run} keys drill ${slug} --update`,
        `${run} keys validate`
      ]
    }
    case 'empty': {
      // npm takes what follows for itself, unless it is told where the arguments of the script begin.
      const drill = `${manager} run drill ${manager === 'npm' ? '-- ' : ''}${slug} --update`
      return [`${manager} install`, drill, `${manager} run validate`]
    }
  }
}
