/**
 * What is asked of git: revisions, tags, and files as they were. No shell, nothing that writes, no program that a
 * repository configures.
 */
import { execFileSync } from 'node:child_process'
import { memoryFiles, type MemoryFile } from './files/memory.js'
import { MAX_FILE_SIZE, type PackFiles } from './files/port.js'

/** More output is refused: no workspace of packs has as much. */
const MAX_OUTPUT = 100_000_000
const MAX_TIME = 30_000

/** What holds whatever a repository configures: nothing of it is run to watch files or to check signatures. */
const SETTINGS: readonly (readonly [key: string, value: string])[] = [
  ['core.fsmonitor', 'false'],
  ['log.showSignature', 'false']
]

/**
 * Asks git.
 * @param folder Path of the folder in which it is asked.
 * @returns What it prints; null when it refuses, or is not there.
 */
function git(folder: string, args: readonly string[], input?: string): Buffer | null {
  return run(folder, args, SETTINGS, input)
}

function run(folder: string, args: readonly string[], settings: typeof SETTINGS, input = ''): Buffer | null {
  try {
    return execFileSync('git', args, {
      cwd: folder,
      input,
      maxBuffer: MAX_OUTPUT,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: MAX_TIME,
      // A missing blob is not fetched: the program that would serve it is one that the repository names.
      env: { ...process.env, ...asEnvironment(settings), GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
    })
  } catch {
    return null
  }
}

/** Settings as git reads them from its environment, after those that are there already. */
function asEnvironment(settings: typeof SETTINGS): Record<string, string> {
  const before = Number(process.env['GIT_CONFIG_COUNT'] ?? 0) || 0
  const pairs = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, value]
  ])
  return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(before + settings.length) }
}

/**
 * Settings that turn off the filters which the repository itself configures; those of the user, such as Git LFS, stay.
 */
function withoutFilters(folder: string): typeof SETTINGS {
  const fields = list(git(folder, ['config', '--show-scope', '--null', '--get-regexp', String.raw`^filter\.`]))
  const keys = fields.flatMap((field, index) =>
    /^(local|worktree)$/.test(fields[index - 1] ?? '') && index % 2 === 1 ? [field.split('\n')[0] ?? ''] : []
  )
  const drivers = new Set(keys.map((key) => key.slice(0, key.lastIndexOf('.'))))
  return [...drivers].flatMap((driver) => [
    [`${driver}.clean`, ''] as const,
    [`${driver}.smudge`, ''] as const,
    [`${driver}.process`, ''] as const,
    [`${driver}.required`, 'false'] as const
  ])
}

/**
 * One line that git answers, for what only needs one.
 * @param folder Path of the folder in which it is asked.
 * @param args What is asked; nothing that writes.
 * @returns The line; null when git refuses, has no answer, or is not there.
 */
export function gitLine(folder: string, args: readonly string[]): string | null {
  return line(git(folder, args))?.split('\n')[0] ?? null
}

function line(output: Buffer | null): string | null {
  const text = output?.toString('utf8').trim()
  return text === undefined || text === '' ? null : text
}

function list(output: Buffer | null): string[] {
  return (output?.toString('utf8') ?? '').split('\0').filter((item) => item !== '')
}

/** Whether a folder lies in a git checkout. */
export function isCheckout(folder: string): boolean {
  return line(git(folder, ['rev-parse', '--is-inside-work-tree'])) === 'true'
}

/** Whether only the newest part of the history was fetched. */
export function isShallow(folder: string): boolean {
  return line(git(folder, ['rev-parse', '--is-shallow-repository'])) === 'true'
}

/**
 * The commit that a revision means.
 * @returns Its hash; null when there is no such revision.
 */
export function commitOf(folder: string, revision: string): string | null {
  return line(git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]))
}

/** Where the history of HEAD left that of a commit; null when they have nothing in common. */
export function mergeBase(folder: string, commit: string): string | null {
  return line(git(folder, ['merge-base', 'HEAD', commit]))
}

/**
 * The days on which files were last changed by a commit, in UTC.
 * @param folder Path of the folder in which it is asked.
 * @param pattern Which files, as git's pathspec with magic words, such as `:(glob)**\/drill/coverage.json`.
 * @returns Days such as `2026-11-23`, by the paths of the files relative to `folder`.
 */
export function lastChanges(folder: string, pattern: string): ReadonlyMap<string, string> {
  const args = ['log', '--format=%x01%ct', '--name-only', '-z', '--relative', '--no-renames', '--', pattern]
  const days = new Map<string, string>()
  let day = ''
  for (const item of list(git(folder, args)).flatMap((item) => item.split('\n'))) {
    if (item.startsWith('\u0001')) day = new Date(Number(item.slice(1)) * 1000).toISOString().slice(0, 10)
    // The newest commit comes first.
    else if (item !== '' && !days.has(item)) days.set(item, day)
  }
  return days
}

/** The tags that begin with some words. */
export function tagsWith(folder: string, prefix: string): string[] {
  const tags = line(git(folder, ['tag', '--list', `${prefix.replaceAll(/[*?[\\]/g, '\\$&')}*`]))
  return tags?.split('\n') ?? []
}

/**
 * What differs between a commit and the working tree, files that git does not know yet among it.
 * @param folder Path of the folder in which it is asked.
 * @param commit The hash of the commit.
 * @param paths Where to look, relative to `folder`.
 * @returns Paths relative to `folder`.
 */
export function changedPaths(folder: string, commit: string, paths: readonly string[]): string[] {
  const differs = ['diff', '--name-only', '-z', '--relative', '--no-renames', '--no-ext-diff', commit, '--', ...paths]
  const unknown = ['ls-files', '--others', '--exclude-standard', '-z', '--', ...paths]
  // To compare a file, git would run the filter that the repository names for it.
  const settings = [...SETTINGS, ...withoutFilters(folder)]
  return [...new Set([...list(run(folder, differs, settings)), ...list(git(folder, unknown))])]
}

/**
 * A pack as it lay in a commit. Only regular files are read; links and submodules are named for what they are.
 * @param folder Path of the folder in which git is asked.
 * @param commit The hash of the commit.
 * @param path Path of the folder of the pack, relative to `folder`.
 * @returns Its files; null when there is nothing at the path.
 */
export function filesAt(folder: string, commit: string, path: string): PackFiles | null {
  const prefix = path === '' || path === '.' ? '' : `${path.replace(/\/+$/, '')}/`
  const rows = list(git(folder, ['ls-tree', '-r', '-z', '-l', commit, '--', prefix === '' ? '.' : prefix]))
  if (rows.length === 0) return null
  const files: Record<string, MemoryFile> = {}
  const blobs: { path: string; hash: string }[] = []
  for (const row of rows) {
    const [, mode = '', hash = '', size = '', name = ''] = /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t([^]+)$/.exec(row) ?? []
    const inside = name.slice(prefix.length)
    const bytes = Number(size) || 0
    if (mode === '120000') files[inside] = { type: 'symlink' }
    else if (!mode.startsWith('100')) files[inside] = { type: 'other' }
    else {
      files[inside] = { type: 'file', size: bytes }
      // Documents lie at the top, and what steps run in scripts/; what else lies deeper is listed and not read.
      if (/^(?:scripts\/.+|[^/]+)$/.test(inside) && bytes <= MAX_FILE_SIZE) blobs.push({ path: inside, hash })
    }
  }
  const contents = blobsOf(
    folder,
    blobs.map(({ hash }) => hash)
  )
  for (const [index, { path: inside }] of blobs.entries()) {
    const content = contents[index]
    if (content) files[inside] = content
  }
  return memoryFiles(files)
}

/** The contents of blobs, in order, as `cat-file --batch` gives them: a line with the size, the bytes, a line end. */
function blobsOf(folder: string, hashes: readonly string[]): (Buffer | null)[] {
  if (hashes.length === 0) return []
  const output = git(folder, ['cat-file', '--batch'], `${hashes.join('\n')}\n`)
  let at = 0
  return hashes.map(() => {
    const end = output?.indexOf('\n', at) ?? -1
    if (!output || end === -1) return null
    const size = /^\S+ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1]
    at = end + 1
    if (size === undefined) return null
    const content = output.subarray(at, at + Number(size))
    at += Number(size) + 1
    return content
  })
}
