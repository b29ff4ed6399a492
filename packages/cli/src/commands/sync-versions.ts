import { join, relative, resolve } from 'node:path'
import { EXIT, UsageError, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'sync-versions',
  group: 'publish',
  order: 5,
  summary: 'Copy new versions to pack.json and changelogs.',
  description: 'After `changeset version`: update pack.json and CHANGELOG.md to the version in package.json.',
  arguments: [{ name: '[paths...]', summary: 'Other packages whose changelogs shall bear the day as well.' }],
  examples: [
    { line: 'changeset version && keys sync-versions', summary: 'all packs of the workspace; again changes nothing' },
    { line: 'keys sync-versions packages/*', summary: 'all packs, and the changelogs of the packages in packages/' }
  ],
  async run({ arguments: paths }, terminal) {
    const { dayOf, statusAt, workspaceOf, workspacePacks } = await import('@keys/pack')
    const { procedureChanges, syncVersions } = await import('@keys/release')
    const { folder, environment } = terminal
    const others = paths.map((path) => resolve(folder, path))
    const without = others.find((dir) => statusAt(join(dir, 'package.json')) === undefined)
    if (without !== undefined) {
      throw new UsageError(`There is no package.json in ${relative(folder, without)}.`, 'Name folders of packages.')
    }
    const root = workspaceOf(folder)
    const dirs = new Set([...workspacePacks(root).map(({ dir }) => dir), ...others])
    const day = dayOf(environment)
    let count = 0
    for (const dir of dirs) {
      const path = relative(folder, dir)
      const { version, files } = await syncVersions({ dir, path }, day, async (next) => {
        const changes = await procedureChanges(root, dir, next, terminal)
        if (changes === null) terminal.stderr(`${path}: no tag names an earlier release, so nothing is compared.\n`)
        return changes ?? []
      })
      for (const file of files) terminal.stdout(`${path}/${file}: ${version}\n`)
      count += files.length
    }
    if (count === 0) terminal.stderr('All versions are in step.\n')
    return EXIT.ok
  }
})
