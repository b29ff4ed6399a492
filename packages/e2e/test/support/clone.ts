import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { REPOSITORY } from './packages.js'
import { run } from './run.js'

const AUTHOR = { name: 'A. Releaser', email: 'releaser@example.invalid' }

/** What keeps a release in a copy from reaching out of it. */
export const IN_COPY = {
  // The copy borrows what is installed: nothing in it may be installed again.
  pnpm_config_verify_deps_before_run: 'false',
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  GIT_AUTHOR_NAME: AUTHOR.name,
  GIT_AUTHOR_EMAIL: AUTHOR.email,
  GIT_COMMITTER_NAME: AUTHOR.name,
  GIT_COMMITTER_EMAIL: AUTHOR.email
}

/**
 * Copies the repository as it stands on disk: what git would take in, what is built, and links to what is installed.
 * @param to Path of the folder to make. It is a repository of its own, with one commit.
 */
export async function cloneRepository(to: string): Promise<void> {
  // Changesets that wait would be released along with those of the test.
  const isWaiting = (path: string): boolean => /^\.changeset\/(?!README\b).*\.md$/.test(path)
  const listed = await run(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: REPOSITORY })
  for (const file of listed
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(REPOSITORY, path)) && !isWaiting(path))) {
    cpSync(join(REPOSITORY, file), join(to, file))
  }
  borrowModules('.', to)
  for (const name of readdirSync(join(REPOSITORY, 'packages'))) {
    const folder = join('packages', name)
    borrowModules(folder, to)
    copyIfThere(join(folder, 'dist'), to)
  }
  copyIfThere('packages/cli/docs', to)
  copyIfThere('packages/cli/skeletons', to)
  const git = (...args: string[]): Promise<string> => run(['git', ...args], { cwd: to, environment: IN_COPY })
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '--all')
  await git('commit', '--quiet', '--no-verify', '--message=The state before the release')
}

/** What the original has built need not be built again where the copy runs turbo. */
export function borrowBuilds(to: string): void {
  copyIfThere('.turbo/cache', to)
}

/** Links of a node_modules are relative, so that those to packages of ours lead to the copy; the store itself is shared. */
function borrowModules(folder: string, to: string): void {
  const from = join(REPOSITORY, folder, 'node_modules')
  if (!existsSync(from)) return
  const target = join(to, folder, 'node_modules')
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(from)) {
    if (name === '.pnpm') symlinkSync(join(from, name), join(target, name))
    else if (name === '.bin' || !name.startsWith('.')) {
      cpSync(join(from, name), join(target, name), { recursive: true, verbatimSymlinks: true })
    }
  }
}

function copyIfThere(path: string, to: string): void {
  if (existsSync(join(REPOSITORY, path))) cpSync(join(REPOSITORY, path), join(to, path), { recursive: true })
}

/** Writes a changeset, as `pnpm changeset` does. */
export function addChangeset(root: string, id: string, bumps: Readonly<Record<string, string>>, words: string): void {
  const lines = Object.entries(bumps).map(([name, bump]) => `'${name}': ${bump}`)
  writeFileSync(join(root, '.changeset', `${id}.md`), ['---', ...lines, '---', '', words, ''].join('\n'))
}
