import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { headingsOf } from '../src/markdown.ts'
import { pages } from '../src/pages.ts'
import { PAGES, publicPackages, REPOSITORY } from '../src/public-packages.ts'

let texts: ReadonlyMap<string, string>
beforeAll(async () => {
  texts = await pages()
})

const FILES = ['README.md', ...publicPackages().map(({ folder }) => `${folder}.md`)]

test('docs/api has a page for each package that others import, and no other', () => {
  expect(readdirSync(PAGES).toSorted()).toEqual(FILES.toSorted())
})

describe.each(FILES)('docs/api/%s', (file) => {
  const text = (): string => texts.get(file) ?? ''

  test('is current: run `pnpm generate` when it is not', () => {
    expect(existsSync(join(PAGES, file)) ? readFileSync(join(PAGES, file), 'utf8') : null).toBe(text())
  })

  test('leads nowhere that does not exist', () => {
    const links = [...text().matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path = '', slug]) => {
      const target = path === '' ? file : path
      const page = texts.get(target)
      const isThere = page !== undefined || existsSync(join(PAGES, target))
      return isThere && (slug === undefined || headingsOf(page ?? '').some(([, known]) => known === slug)) ? null : path
    })
    expect(links.filter((link) => link !== null)).toEqual([])
  })

  test('says nothing of the machine that it was made on', () => {
    expect(text()).not.toContain(REPOSITORY)
    expect(text()).not.toMatch(/node_modules\/|file:\/\/|\]\((?:source|page):/)
  })
})

test('a function that returns what zod infers names it, and its fields are described', () => {
  expect(texts.get('parser.md')).toContain('function parseRunbook(markdown, options?): Runbook;')
  expect(texts.get('schema.md')).toMatch(
    /\| `version` \| `string` \| Null for|\| `line` \| `number` \| Line, from 1\. \|/
  )
})
