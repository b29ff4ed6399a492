// What is in each tarball, and how large it is.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PACKAGES, REPOSITORY, type Package } from '../support/packages.js'
import { tarballOf } from '../support/tarballs.js'

/** The most that somebody downloads for one package, in bytes. A larger one is a decision, and shows here. */
const LIMIT = 200_000
const LIMITS: Readonly<Record<string, number>> = {
  // All tools in one, so that it starts fast and installs next to nothing else.
  '@keys/cli': 1_700_000,
  // What each program of a shell, each statement of SQL and each call of JavaScript does; half of it is PostgreSQL's parser for
  // browsers, which Node takes from a package of its own.
  '@keys/command-analysis': 700_000,
  // All in one, so that it installs nothing else; a reader of every form of YAML is a seventh of it.
  '@keys/create-runbook': 260_000,
  // A registry's front, its storage and its commands.
  '@keys/gate': 240_000,
  // What reads Markdown that was written for nobody's grammar is nearly half of it.
  '@keys/parser': 360_000,
  '@keys/runner': 385_000,
  // A page for each rule.
  '@keys/validator': 450_000
}
/** A runbook is read at 3 a.m., maybe over a telephone; its model is in it twice, as JSON and as values of its entry. */
const RUNBOOK_LIMIT = 165_000

/** Files that come and go in numbers stand as one line; which there are, other tests hold. */
function summarized(files: readonly string[]): string {
  const lines = files.map((file) =>
    file
      .replace(/^dist\/.*\.d\.ts$/, 'dist/**/*.d.ts')
      .replace(/^(dist)\/.*-[A-Z0-9]{8}(\.js(?:\.map)?)$/, '$1/*-<hash>$2')
      .replace(/^dist\/.*\/[^/]*\.js((?:\.map)?)$/, 'dist/**/*.js$1')
      .replace(/^docs\/.*\.md$/, 'docs/**/*.md')
      .replace(/^schemas\/.*\.json$/, 'schemas/*.json')
      .replace(/^drill\/.*$/, 'drill/**')
  )
  return `${[...new Set(lines)].join('\n')}\n`
}

function limitOf({ name, isRunbook }: Package): number {
  return isRunbook ? RUNBOOK_LIMIT : (LIMITS[name] ?? LIMIT)
}

/** What a runbook ships, file or folder. Each has one list, so that one more needs no list of its own. */
const OF_EACH_RUNBOOK = [
  'CHANGELOG.md',
  'LICENSE.txt',
  'README.md',
  'checklist.md',
  'index.cjs',
  'index.d.cts',
  'index.d.ts',
  'index.js',
  'pack.json',
  'package.json',
  'runbook.json',
  'skills'
]
const OF_SOME_RUNBOOKS = ['SETUP.md', 'incidents.json', 'scripts']

/** The files that a folder of a pack has at a path: the path itself, or all that is in the folder. */
function filesAt(folder: string, path: string): string[] {
  if (!statSync(join(REPOSITORY, folder, path)).isDirectory()) return [path]
  return readdirSync(join(REPOSITORY, folder, path)).flatMap((name) => filesAt(folder, `${path}/${name}`))
}

describe.each(PACKAGES.filter(({ isRunbook }) => !isRunbook))('$name', (pack) => {
  test('ships these files', async () => {
    const list = pack.name.replace('@keys/', '')
    await expect(summarized(tarballOf(pack.manifest).files)).toMatchFileSnapshot(`../file-lists/${list}.txt`)
  })
})

describe.each(PACKAGES.filter(({ isRunbook }) => isRunbook))('$name', ({ folder, manifest }) => {
  test('ships these files, each folder whole', () => {
    const { files } = tarballOf(manifest)
    const kinds = [...new Set(files.map((file) => file.split('/')[0] ?? ''))]
    expect(kinds.filter((kind) => !OF_SOME_RUNBOOKS.includes(kind))).toEqual(OF_EACH_RUNBOOK)
    expect(files).toEqual(kinds.flatMap((kind) => filesAt(folder, kind)).toSorted())
  })
})

describe.each(PACKAGES)('$name', (pack) => {
  test('is not larger than it may be', () => {
    expect(tarballOf(pack.manifest).size).toBeLessThan(limitOf(pack))
  })

  test('ships no tests, no configuration and nothing secret', () => {
    const strange = /(^|\/)(test|\.env|\.npmrc|\.turbo|node_modules|tsconfig[^/]*\.json|[^/]*\.config\.ts)(\/|$)|\.tgz$/
    expect(tarballOf(pack.manifest).files.filter((file) => strange.test(file))).toEqual([])
  })
})

test('whoever runs npm create downloads one small package and nothing else', () => {
  const create = PACKAGES.find(({ name }) => name === '@keys/create-runbook')
  expect(create?.manifest).not.toHaveProperty('dependencies')
  expect(create?.manifest).not.toHaveProperty('optionalDependencies')
  expect(create && tarballOf(create.manifest).size).toBeLessThan(300_000)
})
