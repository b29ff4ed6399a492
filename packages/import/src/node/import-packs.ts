/**
 * Reads what is to be imported, asks what it does not say, and writes draft packs.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join, relative, resolve } from 'node:path'
import { createAnalyzer, type Analyzer } from '@keys/command-analysis'
import { draftPack, type DraftPack } from '../draft.js'
import type { Profile } from '../profiles/profiles.js'
import type { Answers, Question } from '../questions.js'
import { readImport, type ImportedFile } from './read-import.js'
import { findWorkspace, makeFolders, scopeOf, UsageError, writeTogether } from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { slugSchema } from '@keys/schema'

/** What is imported, and how. */
export interface ImportOrder {
  path: string
  from: string | null
  out: string
  slug: string | null
  answers: string | null
  /** The folder against which paths are read. */
  folder: string
  toTree: ToTree | undefined
}

/** Asks a person; an answer that is missing leaves its question open. */
export type Ask = (questions: readonly Question[], answers: Answers) => Promise<Answers>

/** The file of a draft that says where it comes from, what is open and what became of each line. */
const RECORD = 'import.json'

/**
 * Imports.
 * @param order What is imported, and how.
 * @param ask Asks a person; null where nobody is there.
 * @throws {UsageError} When something cannot be read, or something else lies where a draft would be written.
 */
export async function importPacks(order: ImportOrder, ask: Ask | null): Promise<{ text: string; written: number }> {
  const { folder } = order
  if (order.slug !== null && !slugSchema.safeParse(order.slug).success) {
    throw new UsageError(
      `${JSON.stringify(order.slug)} is not a slug.`,
      'Give lower-case words joined by hyphens, such as disk-full.'
    )
  }
  const files = readImport(resolve(folder, order.path), (order.from ?? undefined) as Profile | undefined)
  if (order.slug !== null && files.length > 1)
    throw new UsageError(`--slug names one pack, and there are ${files.length} files.`, 'Leave it out.')
  const given = answersIn(order.answers, folder)
  const lines: string[] = []
  const taken = new Set<string>()
  const analyzer = await createAnalyzer()
  let written = 0
  for (const file of files) {
    const out = resolve(folder, order.out)
    const { draft, answers } = await drafted(file, order, given, ask, taken, out, analyzer)
    if (draft.refusal !== null) {
      lines.push(`${file.original.path}: not imported. ${draft.refusal}`)
      continue
    }
    const target = write(draft, answers, file, out)
    written++
    lines.push(summaryOf(relative(folder, target) || '.', draft))
  }
  return { text: `${lines.join('\n')}\n`, written }
}

/** A draft with all answers that can be had. */
async function drafted(
  file: ImportedFile,
  order: ImportOrder,
  given: Answers,
  ask: Ask | null,
  taken: Set<string>,
  out: string,
  analyzer: Analyzer
): Promise<{ draft: DraftPack; answers: Answers }> {
  const base = {
    text: file.text,
    file: file.file,
    toTree: order.toTree,
    analyzer,
    scope: scopeOf(findWorkspace(out)),
    ...(order.slug === null ? {} : { slug: order.slug })
  }
  const own = draftPack(base).slug
  let slug = own
  for (let count = 2; taken.has(slug); count++) slug = `${own}-${count}`
  taken.add(slug)
  let answers: Answers = { ...answeredBefore(join(out, slug)), ...given }
  let draft = draftPack({ ...base, slug, answers })
  if (ask === null || draft.refusal !== null) return { draft, answers }
  // An answer may bring questions of its own; none is asked twice.
  const asked = new Set<string>()
  for (;;) {
    const open = draft.questions.filter(({ id, needed }) => needed === 'use' && !asked.has(id))
    if (open.length === 0) return { draft, answers }
    for (const { id } of open) asked.add(id)
    const before = answers
    answers = await ask(open, before)
    draft = draftPack({ ...base, slug, answers })
    if (open.every(({ id }) => answers[id] === before[id])) return { draft, answers }
  }
}

function answersIn(file: string | null, folder: string): Answers {
  if (file === null) return {}
  let value: unknown
  try {
    value = JSON.parse(readFileSync(resolve(folder, file), 'utf8'))
  } catch (error) {
    throw new UsageError(
      `The answers in ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Give a JSON object: {"license": "MIT"}'
    )
  }
  if (typeof value === 'object' && value !== null && 'questions' in value && Array.isArray(value.questions))
    return answersOf(value)
  const isAnswers =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((answer) => typeof answer === 'string')
  if (!isAnswers)
    throw new UsageError(`The answers in ${file} are not an object of texts.`, 'Give a JSON object: {"license": "MIT"}')
  return value as Answers
}

/** The answers that an import.json holds: those that were given, and those that somebody wrote beside their questions. */
function answersOf(value: object): Answers {
  const { answers, questions } = value as { answers?: unknown; questions?: unknown }
  const kept = typeof answers === 'object' && answers !== null ? Object.entries(answers) : []
  const written = (Array.isArray(questions) ? questions : []).flatMap((question: unknown) => {
    const { id, answer } = (question ?? {}) as { id?: unknown; answer?: unknown }
    return typeof id === 'string' ? [[id, answer] as const] : []
  })
  return Object.fromEntries(
    [...kept, ...written].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  )
}

/** What was answered when the same draft was written before. */
function answeredBefore(target: string): Answers {
  return answersOf(recordIn(target))
}

/**
 * Writes a draft into a folder of its own. Only what an import wrote before is replaced, and only as long as nobody has
 * worked on it since.
 */
function write(draft: DraftPack, answers: Answers, file: ImportedFile, out: string): string {
  const target = join(out, draft.slug)
  if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(join(target, RECORD))) {
    throw new UsageError(`There is something in ${target} that no import has written.`, 'Give another --out or --slug.')
  }
  const written: Record<string, string> = {
    ...draft.files,
    // What an export holds besides its text is kept as it was.
    ...(file.profile === 'markdown' ? {} : { [`source/${file.original.path.split('/').at(-1)!}`]: file.original.text })
  }
  const changed = changedSince(target, written)
  if (changed.length > 0) {
    throw new UsageError(
      `${changed.join(', ')} in ${target} ${changed.length === 1 ? 'was' : 'were'} changed after the import, and would be replaced.`,
      'Go on in the draft itself: keys validate shows what is open. To start over, give another --out or --slug.'
    )
  }
  const record = {
    source: file.original.path,
    profile: file.profile,
    sha256: digestOf(file.original.text),
    answers,
    questions: draft.questions.map((question) => ({ ...question, answer: null })),
    files: Object.fromEntries(Object.entries(written).map(([path, content]) => [path, digestOf(content)])),
    map: draft.map
  }
  const files = { ...written, [RECORD]: `${JSON.stringify(record, null, 2)}\n` }
  const list = Object.entries(files).map(([path, content]) => ({ path: join(target, path), content }))
  for (const { path } of list) makeFolders(dirname(path))
  writeTogether(list)
  return target
}

/** The files of a draft that are neither as an import left them nor as this one would write them. */
function changedSince(target: string, written: Readonly<Record<string, string>>): string[] {
  const before = recordIn(target)['files']
  const digests = typeof before === 'object' && before !== null ? (before as Readonly<Record<string, unknown>>) : {}
  return Object.entries(written).flatMap(([path, content]) => {
    if (!existsSync(join(target, path))) return []
    const found = digestOf(readFileSync(join(target, path), 'utf8'))
    return found === digests[path] || found === digestOf(content) ? [] : [path]
  })
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What an import wrote beside its draft; empty where none did. */
function recordIn(target: string): Readonly<Record<string, unknown>> {
  try {
    const record: unknown = JSON.parse(readFileSync(join(target, RECORD), 'utf8'))
    return typeof record === 'object' && record !== null ? (record as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

function summaryOf(target: string, { questions, slug }: DraftPack): string {
  const use = questions.filter(({ needed }) => needed === 'use').length
  const release = questions.length - use
  const count = (number: number): string => `${number} question${number === 1 ? '' : 's'}`
  const open = [
    ...(use > 0 ? [`${count(use)} ${use === 1 ? 'is' : 'are'} open`] : []),
    ...(release > 0 ? [`${count(release)} can wait until its release`] : [])
  ]
  const next =
    use === 0 ? `keys validate ${target} --draft` : `write answers into ${target}/${RECORD}, then import again`
  return `${slug}: written to ${target}; ${open.length === 0 ? 'nothing is open' : open.join(', ')}. Next: ${next}`
}
