// The libraries load where they say that they do: in each Node that is here.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { LIBRARIES, PACKAGES, REPOSITORY } from '../support/packages.js'

/** Each Node on this machine, by its version; CI adds others. */
const NODES = new Map(
  [process.execPath, ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'))]
    .concat('/usr/bin/node', '/usr/local/bin/node')
    .filter((path) => existsSync(path))
    .map((path) => [execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(), path] as const)
    .filter(([version]) => Number(/^v(\d+)/.exec(version)?.[1]) >= 20)
)

test('the Node that CI asks for is among them', () => {
  const asked = `v${process.env['ASKED_NODE'] ?? process.versions.node}`
  expect([...NODES.keys()].filter((version) => version === asked || version.startsWith(`${asked}.`))).toHaveLength(1)
})

const ENTRIES = LIBRARIES.flatMap(({ name, folder, manifest }) =>
  Object.entries(manifest.exports ?? {}).flatMap(([path, target]) =>
    typeof target === 'string' ? [] : [[`${name}${path.slice(1)}`, join(REPOSITORY, folder, target.default)] as const]
  )
)

describe.each([...NODES])('Node %s', (_, node) => {
  test.each(ENTRIES)('loads %s', (_name, file) => {
    const program = `const names = Object.keys(await import(${JSON.stringify(pathToFileURL(file).href)}))
      process.stdout.write(String(names.length))`
    const names = execFileSync(node, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
    expect(Number(names)).toBeGreaterThan(0)
  })

  test.each(PACKAGES.filter(({ manifest }) => manifest.bin !== undefined))('runs the command of $name', (pack) => {
    for (const path of Object.values(pack.manifest.bin ?? {})) {
      const help = execFileSync(node, [join(REPOSITORY, pack.folder, path), '--help'], { encoding: 'utf8' })
      expect(help).toContain('--help')
    }
  })
})
