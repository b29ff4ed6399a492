// The tables of packs in README.md and runbook-keys/README.md: what each is for, as its pack.json says it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packSchema, type Pack } from '@keys/schema'

const ROOT = join(import.meta.dirname, '../../..')
const PACKS = join(ROOT, 'runbook-keys')

/** The files with a table, and what a link in it begins with. */
export const TABLES = [
  { file: join(ROOT, 'README.md'), prefix: 'runbook-keys/' },
  { file: join(PACKS, 'README.md'), prefix: '' }
] as const

const BEGIN = '<!-- packs: written by `pnpm generate` from pack.json of each -->'
const END = '<!-- /packs -->'

/**
 * A file with its table as it should be.
 * @param table Which file.
 */
export function withTable({ file, prefix }: (typeof TABLES)[number]): string {
  const text = readFileSync(file, 'utf8')
  const [before, rest] = text.split(`${BEGIN}\n`)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`${file} has no place for the table of packs.`)
  const rows = packs().map(
    ({ slug, description }) => `| [${slug}](${prefix}${slug}/README.md) | ${whatFor(description)} |`
  )
  return [`${before}${BEGIN}`, '', '| runbook | for |', '|---|---|', ...rows, '', `${END}${after}`].join('\n')
}

function packs(): Pack[] {
  return readdirSync(PACKS)
    .filter((slug) => existsSync(join(PACKS, slug, 'pack.json')))
    .toSorted()
    .map((slug) => packSchema.parse(JSON.parse(readFileSync(join(PACKS, slug, 'pack.json'), 'utf8'))))
}

/** The first sentence of a description, which says what is broken. */
function whatFor(description: string): string {
  const [first = description] = description.split(/(?<=[.!?]) /)
  return first.replace(/[.]$/, '').replaceAll('|', '\\|')
}
