// What each package.json says, to npm and to those who look for a package.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LIBRARIES, PACKAGES, REPOSITORY, type Manifest } from '../support/packages.js'
import { tarballOf, textIn } from '../support/tarballs.js'

const HOME = 'https://github.com/keys-assets/runbook-keys'

describe.each(PACKAGES)('$name', ({ name, folder, manifest, isRunbook }) => {
  test('says who may use it, where it comes from and what it runs on', () => {
    expect(manifest).toMatchObject({
      name: isRunbook ? `@keys/runbook-${folder.split('/')[1]}` : `@keys/${folder.split('/')[1]}`,
      license: 'MIT',
      // A runbook names who answers for its content.
      author: isRunbook ? expect.stringMatching(/\S/) : 'Keys',
      type: 'module',
      // What starts Verdaccio needs what Verdaccio needs; everything else runs on any Node that is maintained.
      engines: { node: name === '@keys/gate' ? '>=22.13' : '>=20' },
      repository: { type: 'git', url: `git+${HOME}.git`, directory: folder }
    })
    expect(manifest).toMatchObject({ homepage: `${HOME}/tree/main/${folder}#readme`, bugs: `${HOME}/issues` })
    // What changed is read where it is installed.
    expect(manifest.files).toContain('CHANGELOG.md')
    expect(manifest.description).toMatch(/^\S.{12,200}\.$/)
    expect(manifest.keywords).toEqual(expect.arrayContaining(['runbook', 'incident-response']))
    expect(manifest.files?.length).toBeGreaterThan(0)
  })

  test('runs nothing when it is installed', () => {
    const scripts = Object.keys(manifest.scripts ?? {})
    expect(scripts.filter((script) => /^(pre|post)?install$|^prepare$/.test(script))).toEqual([])
  })

  test('has a README that stands on its own', () => {
    const readme = readFileSync(join(REPOSITORY, folder, 'README.md'), 'utf8')
    const links = [...readme.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map(
      ([, inline, named]) => inline ?? named ?? ''
    )
    // Outside of the repository a link to what is not shipped leads nowhere.
    const { files } = tarballOf(manifest)
    const near = links.filter((link) => !/^(?:https?:|#|mailto:)/.test(link)).map((link) => link.replace(/#.*/, ''))
    expect(near.filter((path) => !files.some((file) => `${file}/`.startsWith(`${path}/`)))).toEqual([])
    const ours = links.flatMap((link) =>
      link.startsWith(`${HOME}/`) ? [link.slice(HOME.length + 1).replace(/#.*/, '')] : []
    )
    const inRepository = ours.flatMap((path) => /^(?:blob|tree)\/main\/(.+)$/.exec(path)?.[1] ?? [])
    expect(inRepository.filter((path) => !existsSync(join(REPOSITORY, path)))).toEqual([])
    if (!isRunbook) expect(readme).toContain(`# ${name}\n`)
  })

  test('asks for ranges, so that whoever installs it has one copy of each', () => {
    // The gate is a service of its own, next to which nobody imports anything.
    if (name === '@keys/gate') return
    const packed = JSON.parse(textIn(manifest, 'package.json')) as Manifest
    const dependencies = packed.dependencies ?? {}
    for (const [dependency, range] of Object.entries(dependencies)) {
      const [, library, plain = range] = /^npm:([^@]+)@(.+)$/.exec(range) ?? []
      expect.soft(plain, dependency).toMatch(/^\^\d+\.\d+\.\d+$/)
      if (library === undefined) continue
      // Two majors of one library stand side by side only by an alias, which npm installs by its range all the same.
      const major = (of: string): string => /^\^(\d+)/.exec(of)?.[1] ?? ''
      expect.soft(dependency).toBe(`${library}-${major(plain)}`)
      expect.soft(major(dependencies[library] ?? ''), `${dependency} beside ${library}`).not.toBe(major(plain))
      expect.soft(dependencies, `${dependency} beside ${library}`).toHaveProperty([library])
    }
  })

  test('has a license file', () => {
    expect(existsSync(join(REPOSITORY, folder, isRunbook ? 'LICENSE.txt' : 'LICENSE'))).toBe(true)
  })
})

test.each(LIBRARIES)(
  '$name lets bundlers leave out what nobody imports, and holds the list of its exports',
  (library) => {
    const { folder, manifest } = library
    expect(manifest.sideEffects).toBe(false)
    expect(existsSync(join(REPOSITORY, folder, 'test/exports.test.ts'))).toBe(true)
  }
)

test('all tools go up together', () => {
  const config = JSON.parse(readFileSync(join(REPOSITORY, '.changeset/config.json'), 'utf8')) as { fixed: string[][] }
  const tools = PACKAGES.filter(({ isRunbook }) => !isRunbook).map(({ name }) => name)
  expect(config.fixed).toEqual([tools.toSorted()])
})

test.each(['e2e', 'api-docs'])('all libraries are built before the tests of packages/%s', (folder) => {
  const path = join(REPOSITORY, 'packages', folder, 'turbo.json')
  const { tasks } = JSON.parse(readFileSync(path, 'utf8')) as { tasks: { 'test:long': { dependsOn: string[] } } }
  expect(tasks['test:long'].dependsOn).toEqual(expect.arrayContaining(LIBRARIES.map(({ name }) => `${name}#build`)))
})
