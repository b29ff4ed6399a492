/**
 * Reads of a pack what a search needs.
 */
import { readModel, readRegularText, type PackLocation } from '@keys/pack'
import { parseRunbook, type ToTree } from '@keys/parser'
import { loadEngine } from '@keys/parser/native'
import { searchDocument, type SearchDocument, type SearchedRunbook } from '@keys/search'
import { packSchema, runbookSchema, type Pack } from '@keys/schema'

/**
 * Reads what is searched of a pack; what is wrong with it is passed over.
 * @param location Where it lies.
 */
export async function readDocument(location: PackLocation): Promise<SearchDocument> {
  const pack = metadataOf(location)
  const model = location.origin === 'installed' ? modelIn(textOf(location.dir, 'runbook.json')) : null
  return searchDocument(pack, model ?? (await parsed(textOf(location.dir, 'README.md'))))
}

/**
 * Reads what is searched of a Markdown file that is not a pack: its title, and what it calls symptoms.
 * @param location Where it lies.
 * @throws {UsageError} When it is no text.
 */
export async function readPlainDocument(location: PackLocation): Promise<SearchDocument> {
  const { pack, runbook } = await readModel(location, { toTree: await loadEngine() })
  return searchDocument(pack, runbook)
}

type Metadata = Parameters<typeof searchDocument>[0]

/** The metadata of a pack; from one that is wrong the fields that are right, for this is no moment to be strict. */
function metadataOf({ dir, slug }: PackLocation): Metadata {
  let value: unknown
  try {
    value = JSON.parse(textOf(dir, 'pack.json'))
  } catch {
    value = {}
  }
  const result = packSchema.safeParse(value)
  if (result.success) return result.data
  const { title, description, tags, severity_level } = packSchema.shape
  const field = <Value>(schema: { safeParse(value: unknown): { data?: Value } }, name: keyof Pack): Value | undefined =>
    schema.safeParse(typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined).data
  return {
    slug,
    title: field(title, 'title') ?? slug,
    description: field(description, 'description') ?? '',
    tags: field(tags, 'tags') ?? [],
    severity_level: field(severity_level, 'severity_level')
  }
}

const searchedSchema = runbookSchema.pick({ signals: true, redirections: true })

/**
 * The part of a runbook.json that is searched, cut out before it is parsed: a fiftieth of the file. Inside of a string
 * every quote is escaped, so that what is looked for is a field and nothing else.
 */
function modelIn(json: string): SearchedRunbook | null {
  const start = json.indexOf('"signals":[')
  const end = json.indexOf(',"prohibitions":[', start)
  if (start < 0 || end < 0) return null
  try {
    const result = searchedSchema.safeParse(JSON.parse(`{${json.slice(start, end)}}`))
    return result.success ? result.data : null
  } catch {
    return null
  }
}

/** Parses the sections that are searched, a twentieth of the text; all of it when they are not where they should be. */
async function parsed(markdown: string): Promise<SearchedRunbook> {
  const options: { toTree: ToTree } = { toTree: await loadEngine() }
  const sections = markdown.split(/^(?=## )/m)
  const part = parseRunbook(sections.filter((section) => /^## .*\buse\b/i.test(section)).join(''), options)
  return part.signals.length > 0 && part.redirections.length > 0 ? part : parseRunbook(markdown, options)
}

/** The text of a file of a pack; empty when it cannot be read: `keys validate` says why. */
function textOf(dir: string, path: string): string {
  try {
    return readRegularText(dir, path)
  } catch {
    return ''
  }
}
