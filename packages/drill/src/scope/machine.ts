// What a drill needs from the machine, and what to install where it is missing.
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, readFile, readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** Commands that worlds and runbooks need, and the Debian package that brings each. The one list of its kind. */
export const debianPackages = {
  awk: 'mawk',
  bash: 'bash',
  curl: 'curl',
  grep: 'grep',
  initdb: 'postgresql',
  jq: 'jq',
  openssl: 'openssl',
  pgbouncer: 'pgbouncer',
  postgres: 'postgresql',
  psql: 'postgresql-client',
  'redis-cli': 'redis-tools',
  'redis-server': 'redis-server',
  setpriv: 'util-linux',
  sha256sum: 'coreutils'
} as const

/** A command that drills know how to install. */
export type MachineCommand = keyof typeof debianPackages

/** Something that a drill needs is not on this machine. The message is one line and says what to install. */
export class MissingServiceError extends Error {
  override readonly name = 'MissingServiceError'
  /** The commands that are missing. */
  readonly commands: readonly string[]
  /** The Debian packages that bring them, without repetition. */
  readonly packages: readonly string[]

  constructor(commands: readonly string[]) {
    const packages = [...new Set(commands.map((command) => packageOf(command)))].sort()
    super(
      `This drill needs ${commands.join(', ')}, which this machine does not have. ` +
        `On Debian or Ubuntu: apt-get install -y ${packages.join(' ')}`
    )
    this.commands = commands
    this.packages = packages
  }
}

function packageOf(command: string): string {
  return Object.entries(debianPackages).find(([name]) => name === command)?.[1] ?? command
}

/**
 * Finds a command.
 *
 * @param command Its name.
 * @param folders Where to look; in PATH when absent.
 * @returns Its absolute path, or undefined.
 */
export async function findCommand(
  command: string,
  folders: readonly string[] = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
): Promise<string | undefined> {
  return firstExecutable(folders, command)
}

/**
 * Makes sure that commands are there before a world is built.
 *
 * @param commands Names, such as the `required_tools` of a pack.
 * @throws MissingServiceError naming all that are missing, not only the first.
 */
export async function requireCommands(commands: readonly string[]): Promise<void> {
  const names = [...new Set(commands)]
  const found = await Promise.all(names.map((command) => findCommand(command)))
  const missing = names.filter((_, index) => !found[index])
  if (missing.length > 0) throw new MissingServiceError(missing)
}

/**
 * Finds the folder of PostgreSQL's server binaries: as `pg_config` says, in PATH, or where Debian keeps them.
 *
 * @returns Its absolute path.
 * @throws MissingServiceError when there is no server on this machine.
 */
export async function findPostgresBinaries(): Promise<string> {
  const folders = [await askPgConfig(), ...(process.env['PATH'] ?? '').split(delimiter), ...(await debianFolders())]
  for (const folder of folders) {
    if (folder && (await firstExecutable([folder], 'initdb')) && (await firstExecutable([folder], 'postgres'))) {
      return folder
    }
  }
  throw new MissingServiceError(['postgres'])
}

async function askPgConfig() {
  try {
    return (await promisify(execFile)('pg_config', ['--bindir'])).stdout.trim()
  } catch {
    // No pg_config, or one that fails: the other places are tried.
    return ''
  }
}

async function debianFolders() {
  const root = '/usr/lib/postgresql'
  const versions = await readdir(root).catch(() => [])
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(root, version, 'bin'))
}

async function firstExecutable(folders: readonly string[], command: string) {
  for (const folder of folders) {
    const path = join(folder, command)
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false
    )
    if (usable) return path
  }
  return undefined
}

/** A user of the machine, by its numbers. */
export type MachineUser = { uid: number; gid: number }

/**
 * PostgreSQL refuses to run as root: the user to run it as instead.
 *
 * @returns The user `postgres`, or else `nobody`; undefined when this process is not root and needs no other user.
 * @throws MissingServiceError when this process is root and cannot take on another user.
 */
export async function unprivilegedUser(): Promise<MachineUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const user = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody')
  if (!user) throw new MissingServiceError(['postgres'])
  await requireCommands(['setpriv'])
  return { uid: Number(user[2]), gid: Number(user[3]) }
}
