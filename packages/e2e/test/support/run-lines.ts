// The commands that workflows and scripts run, and what of it is not there.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What there is in a repository, for its own commands to name. */
export interface Known {
  /** Its folder. */
  root: string
  /** The scripts of its package.json. */
  scripts: readonly string[]
  /** Tasks of turbo. */
  tasks: readonly string[]
  /** Folders of packages by name. */
  packages: ReadonlyMap<string, string>
  /** The help of a command of `keys`; null when there is no such command. */
  helpOf: (command: string) => Promise<string | null>
}

/** Commands of pnpm, npm and yarn that need no script. */
const BUILT_IN = /^(?:install|ci|audit|exec|sbom|dlx)$/
/** What stands before a command and runs it. */
const BEFORE =
  /^(?:(?:if|then|else|do|!|sudo|corepack enable|npx(?: -y| --no-install)?|env(?= ")|"PATH=[^"]*"|[A-Z_]+=\S*)\s+)+/

/** All that is below a key anywhere in a document. */
export function valuesOf(document: unknown, key: string): string[] {
  if (Array.isArray(document)) return document.flatMap((item) => valuesOf(item, key))
  if (typeof document !== 'object' || document === null) return []
  return Object.entries(document).flatMap(([name, value]: [string, unknown]) =>
    name === key && typeof value === 'string' ? [value] : valuesOf(value, key)
  )
}

/** The commands of a script, one by one, without what stands before them. */
export function commandsOf(script: string): string[] {
  return script
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .flatMap((line) => line.split(/&&|\|\||;|\|/))
    .map((command) => command.trim().replace(BEFORE, ''))
    .filter((command) => command !== '')
}

/** What a command names and is not there. */
export async function missingIn(command: string, known: Known): Promise<string[]> {
  const [program = '', ...words] = command.split(/\s+/)
  if (/^pnpm(?:@[\d.]+)?$/.test(program) || /^(?:npm|yarn)$/.test(program)) {
    const [name = '', ...rest] = words[0] === 'run' ? words.slice(1) : words
    if (name === 'exec') return missingIn(rest.join(' '), known)
    if (name === 'keys' || (program === 'yarn' && name === 'keys')) return missingIn(words.join(' '), known)
    return BUILT_IN.test(name) || known.scripts.includes(name) ? [] : [`no script ${name}`]
  }
  if (program === 'keys') return missingOfKeys(words, known)
  if (program === 'turbo') return missingOfTurbo(words, known)
  const path = program === 'bash' || program === 'node' ? words[0] : /^\.{0,2}\w*\//.test(program) ? program : undefined
  return path === undefined || existsSync(join(known.root, path)) ? [] : [`no file ${path}`]
}

async function missingOfKeys([name = '', ...words]: readonly string[], { helpOf }: Known): Promise<string[]> {
  // The program alone shows its help.
  if (name === '') return []
  const help = await helpOf(name)
  if (help === null) return [`no command keys ${name}`]
  const flags = words.flatMap((word) => /(?:^|\+)(--[a-z][\w-]*)/.exec(word)?.[1] ?? [])
  return flags.filter((flag) => !new RegExp(`${flag}(?![\\w-])`).test(help)).map((flag) => `no ${flag} of keys ${name}`)
}

function missingOfTurbo(words: readonly string[], { root, tasks, packages }: Known): string[] {
  const end = words.indexOf('--')
  const own = end === -1 ? words : words.slice(0, end)
  const asked = own.slice(1).filter((word) => !word.startsWith('-'))
  const filters = own.flatMap((word) => /^--filter=(.*)$/.exec(word)?.[1] ?? [])
  const files = end === -1 ? [] : words.slice(end + 1)
  return [
    ...asked.filter((task) => !tasks.includes(task)).map((task) => `no task ${task}`),
    ...filters.filter((name) => !packages.has(name)).map((name) => `no package ${name}`),
    ...files
      .filter((file) => !filters.some((name) => existsSync(join(root, packages.get(name) ?? '', file))))
      .map((file) => `no file ${file}`)
  ]
}
