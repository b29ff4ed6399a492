import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { PACKAGES, REPOSITORY } from './packages.js'
import { PNPM, run } from './run.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which the tarball of each package lies, as it would be published. */
    tarballs: string
  }
}

/** Packs all packages once for all tests: what is judged is what would be shipped, not what lies on disk. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'keys-tarballs-'))
  const filters = PACKAGES.flatMap(({ name }) => ['--filter', name])
  // The packs were built with the index, whose task goes before.
  const options = [
    '--pack-destination',
    folder,
    '--config.ignore-scripts=true',
    '--config.verify-deps-before-run=false'
  ]
  await run([PNPM, ...filters, 'pack', ...options], { cwd: REPOSITORY })
  project.provide('tarballs', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
