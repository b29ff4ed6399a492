// No pattern that is written out in the sources doubles its work with each letter of what it is matched against: output, Markdown
// and names come from anywhere.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tsPlugin } from '@sveltejs/acorn-typescript'
import { Parser, type Node } from 'acorn'
import { analyse } from 'scslre'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../support/packages.js'

/** Patterns that are fast, though the analysis cannot see why. */
const BOUNDED: readonly string[] = [
  // A path of at most 200 characters; a part of it fits one of both forms alone.
  'packages/schema/src/package-names.ts PACKS_FOLDER'
]

const SOURCES = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: REPOSITORY }).toSorted()

interface Pattern {
  /** Its file, and the name of the constant that holds it; the line where there is none. */
  place: string
  source: string
  flags: string
}

function patternsIn(file: string): Pattern[] {
  const text = readFileSync(join(REPOSITORY, file), 'utf8')
  const parser = Parser.extend(tsPlugin({ jsx: file.endsWith('x') }))
  const found: Pattern[] = []
  const look = (value: unknown, name: string | null): void => {
    if (Array.isArray(value)) for (const one of value) look(one, name)
    else if (isNode(value)) {
      const constant = value.type === 'VariableDeclarator' ? nameOf(value['id']) : name
      if (value.type === 'Literal' && isPattern(value['regex'])) {
        const line = text.slice(0, value.start).split('\n').length
        found.push({
          place: `${file} ${constant ?? line}`,
          source: value['regex'].pattern,
          flags: value['regex'].flags
        })
      }
      for (const part of Object.values(value)) look(part, constant)
    }
  }
  look(parser.parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true }), null)
  return found
}

function isNode(value: unknown): value is Node & Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'type' in value
}

function nameOf(id: unknown): string | null {
  return isNode(id) && typeof id['name'] === 'string' ? id['name'] : null
}

function isPattern(value: unknown): value is { pattern: string; flags: string } {
  return typeof value === 'object' && value !== null && 'pattern' in value
}

function isExponential({ source, flags }: Pick<Pattern, 'source' | 'flags'>): boolean {
  const { reports } = analyse({ source, flags: flags.replace('v', 'u') }, { reportTypes: { Move: false } })
  return reports.some(({ exponential }) => exponential)
}

test('the analysis finds a pattern that doubles its work with each letter', () => {
  expect(isExponential({ source: '^(?:[A-Z]{0,5}[a-z]{2,})+[A-Z]{0,5}$', flags: '' })).toBe(true)
  expect(isExponential({ source: '^[A-Z]{0,5}[a-z]{2,}$', flags: '' })).toBe(false)
})

test('no source has such a pattern', () => {
  const patterns = SOURCES.flatMap(patternsIn)
  expect(patterns.length).toBeGreaterThan(2000)
  expect(patterns.filter(isExponential).map(({ place }) => place)).toEqual(BOUNDED)
})
