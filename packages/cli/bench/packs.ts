// Workspaces of packs of real size: those of this repository, each many times under slugs of their own, and all valid.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readmeHash } from '@keys/pack'

const SOURCE = join(import.meta.dirname, '../../../runbook-keys')
const COVERAGE = 'drill/coverage.json'
/** The files that name packs. */
const NAMING = ['README.md', 'checklist.md', 'pack.json', 'package.json', 'CHANGELOG.md', 'incidents.json']

/**
 * Writes a workspace.
 * @param folder Where; a new folder.
 * @param count How many packs it has.
 */
export function generatePacks(folder: string, count: number): void {
  const sources = readdirSync(SOURCE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'catalogs')
    .map(({ name }) => ({ name, files: filesOf(name) }))
  cpSync(join(SOURCE, 'catalogs'), join(folder, 'runbook-keys/catalogs'), { recursive: true })
  const slugs = sources.map(({ name }) => name)
  /** A pack of the same group, or of the one before where the last group has none: nothing leads to a pack that is missing. */
  const named = (place: number, group: number): string => {
    const last = group * slugs.length + place < count ? group : group - 1
    return last >= 0 ? `${slugs[place]}-${last}` : `${slugs[(place + 1) % slugs.length]}-0`
  }
  for (let number = 0; number < count; number++) {
    const group = Math.floor(number / slugs.length)
    const { name, files } = sources[number % slugs.length] ?? { name: '', files: new Map<string, Buffer>() }
    const to = join(folder, 'runbook-keys', `${name}-${group}`)
    const renamed = (text: string): string =>
      slugs.reduce((words, slug, place) => words.replaceAll(slug, named(place, group)), text)
    const readme = renamed(String(files.get('README.md')))
    for (const [path, bytes] of files) {
      mkdirSync(join(to, path, '..'), { recursive: true })
      const content = NAMING.includes(path) ? renamed(String(bytes)) : bytes
      // It was drilled as it is.
      const drilled = (text: string): string => text.replace(/sha256-[0-9a-f]{64}/, readmeHash(readme))
      writeFileSync(join(to, path), path === COVERAGE ? drilled(String(bytes)) : content)
    }
  }
}

/** The files of a pack, without what is installed or generated. */
function filesOf(name: string): ReadonlyMap<string, Buffer> {
  const dir = join(SOURCE, name)
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/')
    )
    .filter((path) => !/^(node_modules|skills)\/|^(runbook\.json|index\.(js|d\.ts))$/.test(path))
  return new Map(paths.map((path) => [path, readFileSync(join(dir, path))]))
}
