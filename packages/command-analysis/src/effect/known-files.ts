/**
 * The files whose texts stand in the runbook: each is written from a text that the shell leaves alone, and nothing else is done with
 * it anywhere but to run and read it.
 */
import type { Call, CommandFacts } from '../facts.js'
import type { MappedText } from '../text/mapped-text.js'
import type { FileTexts } from './scope.js'

/** What runs or reads a file and, whatever it is told, writes none that it is given by name. */
const LEAVES_IT = new Set(
  'node bash sh psql python3 cat grep egrep fgrep source . test [ [[ head tail wc ls stat sha256sum cmp'.split(' ')
)
/** What does nothing with the files of a folder that it is given. */
const LEAVES_FOLDER = new Set([...LEAVES_IT, ...'mkdir cd pushd find du df echo printf export realpath'.split(' ')])

/** The files of which all is known, with their texts; null for one whose text only a run can tell. */
export function knownFiles(commands: readonly CommandFacts[]): ReadonlyMap<string, FileTexts> {
  const files = new Map<string, MappedText[] | null>()
  for (const { files: uses, written } of commands) {
    for (const { path, use } of uses) if (use === 'write' && !files.has(path)) files.set(path, [])
    for (const { path, input } of written) {
      if (input.expanded) files.set(path, null)
      else files.get(path)?.push(input.code)
    }
  }
  for (const [path, texts] of files) {
    if (texts === null || texts.length === 0) continue
    const writes = commands.flatMap(({ files: uses }) => uses.filter((one) => one.path === path && one.use === 'write'))
    if (writes.length !== texts.length || !commands.every((facts) => leavesAlone(facts, path))) files.set(path, null)
  }
  for (const [path, texts] of files) if (texts?.length === 0) files.set(path, null)
  return files
}

/** Whether each place in which a command names a file is one that writes its text, runs it or reads it. */
function leavesAlone({ code, calls, written }: CommandFacts, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const places = code.text.split(name).length - 1
  const harmless = new Set<number>()
  for (const call of calls) {
    if (!LEAVES_FOLDER.has(call.name) && namesFolder(call, path)) return false
    if (!LEAVES_IT.has(call.name) || writesByOption(call)) continue
    for (const { value, place } of call.words) if (value.endsWith(name)) harmless.add(place.start)
  }
  const texts = written.filter((one) => one.path === path)
  const inside = texts.reduce((count, { input }) => count + input.code.text.split(name).length - 1, 0)
  return places <= harmless.size + texts.length + inside
}

/** A folder above the file, to which something may be copied under its name. */
function namesFolder({ words }: Call, path: string): boolean {
  return words.some(({ values }) =>
    values.some((value) => {
      const folder = /(\$[A-Z]\w*(?:\/.*)?)$/.exec(value)?.[1]?.replace(/\/+\.?$/, '')
      return folder !== undefined && folder !== path && path.startsWith(`${folder}/`)
    })
  )
}

/** `psql -o file`. */
function writesByOption({ name, words }: Call): boolean {
  return name === 'psql' && words.some(({ value }) => /^(-\w*[oL]|--(output|log-file))/.test(value))
}
