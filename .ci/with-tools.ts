// Runs a command with every program that tests and drills need on its PATH: node .ci/with-tools.ts COMMAND [ARGUMENT ...]
// Where some are missing: root on Debian installs their packages; another user on Debian unpacks the same packages into
// node_modules/.cache/tools, without installing anything; elsewhere one line names all of them, and nothing else is started.
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { delimiter, join, relative, resolve } from 'node:path'
import { debianPackages, findCommand, findPostgresBinaries } from '../packages/drill/src/scope/machine.ts'

/** What tests need beyond drills. The key is the program, the value its Debian package. */
const testPackages = {
  chromium: 'chromium',
  git: 'git',
  pdftotext: 'poppler-utils',
  python3: 'python3-minimal',
  'ssh-keygen': 'openssh-client'
} as const

const cache = resolve(import.meta.dirname, '../node_modules/.cache/tools')
const unpacked = join(cache, 'programs')

const [command, ...args] = process.argv.slice(2)
if (!command) fail('usage: node .ci/with-tools.ts COMMAND [ARGUMENT ...]')

useUnpacked()
const missing = await missingPackages()
if (missing.length > 0) {
  if (!(await findCommand('apt-get'))) refuse(missing)
  process.stderr.write(`Bringing what tests and drills need: ${missing.join(' ')}\n`)
  if (process.getuid?.() === 0) install(missing)
  else unpack(missing)
  useUnpacked()
  const still = await missingPackages()
  if (still.length > 0) refuse(still)
}

const { status, signal, error } = spawnSync(command, args, { stdio: 'inherit' })
if (error) fail(`${command} cannot be started: ${error.message}`)
process.exit(signal ? 1 : (status ?? 1))

async function missingPackages(): Promise<string[]> {
  // The server's own binaries lie outside of PATH.
  const server = await findPostgresBinaries().then(
    () => ['initdb', 'postgres'],
    () => []
  )
  const names = new Set<string>()
  for (const [program, name] of Object.entries({ ...debianPackages, ...testPackages })) {
    if (!server.includes(program) && !(await isThere(program))) names.add(name)
  }
  return [...names].toSorted()
}

/** Debian keeps servers where only root's PATH leads. */
async function isThere(program: string): Promise<boolean> {
  return ((await findCommand(program)) ?? (await findCommand(program, ['/usr/sbin']))) !== undefined
}

function refuse(packages: readonly string[]): never {
  fail(
    `Tests and drills need programs that this machine does not have. On Debian or Ubuntu: apt-get install -y ${packages.join(' ')}`
  )
}

function install(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  apt(['update', '-qq'], env)
  apt(['install', '-y', '-qq', '--no-install-recommends', ...packages], env)
}

/**
 * What `apt-get install` would install, unpacked below the cache: needs no rights, changes nothing of the machine. Programs are told
 * where their libraries lie, since commands of a runbook get no environment but their own.
 */
function unpack(packages: readonly string[]): void {
  const lists = join(cache, 'lists')
  const archives = join(cache, 'archives')
  for (const folder of [lists, archives]) mkdirSync(join(folder, 'partial'), { recursive: true })
  const own = [
    '-o',
    `Dir::State::Lists=${lists}`,
    '-o',
    `Dir::Cache=${cache}`,
    '-o',
    `Dir::Cache::Archives=${archives}`,
    '-o',
    'Debug::NoLocking=true'
  ]
  apt([...own, 'update', '-qq'])
  apt([...own, 'install', '-y', '-qq', '--no-install-recommends', '--download-only', ...packages, 'patchelf'])
  // Whoever is interrupted here starts over: what is unpacked in part is never used.
  const part = join(cache, `programs.${process.pid}`)
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true })
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb'))) {
    run('dpkg-deb', ['-x', join(archives, file), part])
  }
  const places = libraryFolders(part).map((folder) => join(unpacked, relative(part, folder)))
  const programs = ['usr/bin', 'usr/sbin', 'usr/lib/git-core', ...serversIn(part).map((server) => join(server, 'bin'))]
  const files = programs.flatMap((folder) => programsIn(resolve(part, folder)))
  const patchelf = join(part, 'usr/bin/patchelf')
  const others = files.filter((file) => file !== patchelf)
  run(patchelf, ['--force-rpath', '--set-rpath', places.join(':'), ...others])
  rmSync(unpacked, { recursive: true, force: true })
  renameSync(part, unpacked)
}

/** The files of a folder that the system loads by itself: no scripts, and no links to other files. */
function programsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map(({ name }) => join(folder, name)).filter((file) => startOf(file) === '\u007FELF')
}

function startOf(file: string): string {
  const start = Buffer.alloc(4)
  const opened = openSync(file, 'r')
  readSync(opened, start)
  closeSync(opened)
  return start.toString('latin1')
}

/** Where the parts of PostgreSQL lie in what is unpacked, the newest first. */
function serversIn(root: string): string[] {
  const servers = join(root, 'usr/lib/postgresql')
  const versions = existsSync(servers) ? readdirSync(servers).toSorted((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(servers, version))
}

function libraryFolders(root: string): string[] {
  const libraries = join(root, 'usr/lib')
  const triplets = existsSync(libraries) ? readdirSync(libraries).filter((name) => /-linux-gnu\w*$/.test(name)) : []
  const folders = triplets.flatMap((name) => [join(libraries, name), join(root, 'lib', name)])
  return [...serversIn(root).map((server) => join(server, 'lib')), ...folders, ...folders.flatMap(privateLibraries)]
}

/** Folders of libraries for one program alone, such as pulseaudio, which its other libraries expect at an absolute path. */
function privateLibraries(folder: string): string[] {
  if (!existsSync(folder)) return []
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return inner
    .map(({ name }) => join(folder, name))
    .filter((path) => readdirSync(path).some((name) => /^lib.*\.so/.test(name)))
}

/** Puts what is unpacked into the environment: programs, libraries, and where git and Python look for their parts. */
function useUnpacked(): void {
  if (!existsSync(unpacked)) return
  const usr = join(unpacked, 'usr')
  prepend('PATH', [...serversIn(unpacked).map((server) => join(server, 'bin')), join(usr, 'bin'), join(usr, 'sbin')])
  prepend('LD_LIBRARY_PATH', libraryFolders(unpacked))
  process.env['GIT_EXEC_PATH'] ??= join(usr, 'lib/git-core')
  process.env['GIT_TEMPLATE_DIR'] ??= join(usr, 'share/git-core/templates')
  // The browser finds its fonts where they are unpacked, on a machine that has none of its own.
  if (!existsSync('/etc/fonts/fonts.conf')) process.env['FONTCONFIG_FILE'] ??= fontSettings()
}

/** Settings that name the fonts where they lie: the packaged ones name them where root would have installed them. */
function fontSettings(): string {
  const file = join(cache, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${join(unpacked, 'usr/share/fonts')}</dir>
  <cachedir>${join(cache, 'fonts')}</cachedir>
  <include ignore_missing="yes">${join(unpacked, 'etc/fonts/conf.d')}</include>
</fontconfig>
`
  )
  return file
}

function prepend(variable: string, folders: readonly string[]): void {
  const present = (process.env[variable] ?? '').split(delimiter).filter((folder) => folder && !folders.includes(folder))
  process.env[variable] = [...folders, ...present].join(delimiter)
}

function apt(args: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  run('apt-get', args, env)
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  // What it says of its progress is of no interest until it fails.
  const result = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (result.status === 0) return
  fail(
    `${program} ${/^-(?:o|-)/.test(args[0] ?? '') ? '' : args.join(' ')} failed:\n${result.error?.message ?? result.stderr}`
  )
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
