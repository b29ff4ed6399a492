// Messages are in the words of the field and of everyday English: what somebody would say aloud, and type into a search box.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from './support.js'

/** What no message says, and what it says instead. */
const NOT_SAID: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/(?<![Tt]here )\b(?:is|are|was|were) no (?!longer\b|more\b|help\b)[a-z]/, 'is not a ...'],
  [/\banew\b/, 'again'],
  [/\bbroke down\b/, 'failed'],
  [/\bif it stays so\b/, 'if it happens again'],
  [/\bThat cannot be\b/, 'Not possible'],
  [/\bmends?\b/, 'fix, or help'],
  [/\bdeeds?\b/, 'manual action'],
  [/\brehears/, 'drill'],
  [/\btempting\b/, 'wrong action'],
  [/\bdesk\b/, 'run'],
  [/\bheed\b/, 'follow']
]

/** The literals of a text in TypeScript that hold words; comments are none. */
function literalsOf(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"/g)]
    .map(([, single, template, double]) => single ?? template ?? double ?? '')
    .filter((text) => text.includes(' '))
}

const FOLDERS = readdirSync(join(REPOSITORY, 'packages')).filter(
  // The words of search are those that others use, and the schema's descriptions are of fields.
  (name) => !['search', 'schema'].includes(name) && existsSync(join(REPOSITORY, 'packages', name, 'src'))
)

test.each(FOLDERS)('the messages of %s are in plain words', (folder) => {
  const root = join(REPOSITORY, 'packages', folder, 'src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  const said = files.flatMap((file) =>
    literalsOf(readFileSync(join(root, file), 'utf8')).flatMap((text) =>
      NOT_SAID.flatMap(([pattern, instead]) =>
        pattern.test(text) ? [`${file}: ${text.slice(0, 200)} (say: ${instead})`] : []
      )
    )
  )
  expect(said).toEqual([])
})
