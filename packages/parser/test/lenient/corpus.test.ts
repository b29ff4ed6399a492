import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../../src/index.ts'
import { reach, successorsIn } from '../../src/model/index.ts'

interface Expected {
  steps: string[]
  decisions: string[]
  commands: string[]
}
const folder = join(import.meta.dirname, 'corpus')
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>
const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
const texts = new Map(files.map((name) => [name.replace(/\.md$/, ''), readFileSync(join(folder, name), 'utf8')]))

function found(text: string): Expected {
  const { steps, sections } = parseRunbook(text)
  const holders = [...sections, ...steps]
  return {
    steps: steps.map(({ title }) => title),
    decisions: holders.flatMap(({ branches }) =>
      branches.map(({ condition, isDefault }) => (isDefault ? 'Otherwise' : condition))
    ),
    commands: [
      ...holders.flatMap(({ commands }) => commands),
      ...steps.flatMap(({ fields }) => fields.flatMap(({ commands }) => commands))
    ].map(({ code }) => code)
  }
}

/** How many of what was expected were found, and how many of what was found were expected. */
function score(wanted: readonly string[], got: readonly string[], fits: (want: string, got: string) => boolean) {
  const rest = [...got]
  const missing = wanted.filter((want) => {
    const index = rest.findIndex((one) => fits(want, one))
    if (index !== -1) rest.splice(index, 1)
    return index === -1
  })
  return { right: wanted.length - missing.length, missing, extra: rest }
}

const begins = (want: string, got: string): boolean =>
  got.replace(/^(?:Wenn|Si|Se|Falls|如果)\s*/u, '').startsWith(want.replace(/^(?:Wenn|Si|Se|Falls|如果)\s*/u, ''))
const same = (want: string, got: string): boolean => want.trim() === got.trim()
const kinds = [
  ['steps', begins, 0.85],
  ['decisions', begins, 0.7],
  ['commands', same, 0.9]
] as const

test('every file has what a person finds in it written down', () => {
  expect(files.length).toBeGreaterThanOrEqual(25)
  expect([...texts.keys()].toSorted()).toEqual(Object.keys(expected).toSorted())
})

describe('F1 over the corpus', () => {
  test.each(kinds)('of %s', (kind, fits, least) => {
    let right = 0
    let wanted = 0
    let got = 0
    const differences: string[] = []
    for (const [name, text] of texts) {
      const result = found(text)[kind]
      const { right: hits, missing, extra } = score(expected[name]![kind], result, fits)
      right += hits
      wanted += expected[name]![kind].length
      got += result.length
      if (missing.length + extra.length > 0)
        differences.push(`${name}: missing ${JSON.stringify(missing)}, not one ${JSON.stringify(extra)}`)
    }
    const f1 = (2 * right) / (wanted + got)
    expect(f1, `${f1.toFixed(3)}\n${differences.join('\n')}`).toBeGreaterThanOrEqual(least)
  })
})

test.each([...texts])('every step of %s can be reached', (_, text) => {
  const { steps, graph } = parseRunbook(text)
  const reached = new Set<string>()
  if (graph.entry !== null) reach(graph.entry, successorsIn(graph), reached)
  expect(steps.filter(({ id }) => !reached.has(id)).map(({ title }) => title)).toEqual([])
})
