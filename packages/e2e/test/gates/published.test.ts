// What a package manager and a compiler make of each tarball.
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, test } from 'vitest'
import { PACKAGES } from '../support/packages.js'
import { tarballOf } from '../support/tarballs.js'

/** How those resolve who cannot import ES modules at all; packages here are nothing else. */
const NO_ESM: readonly string[] = ['node10', 'node16-cjs']

describe.each(PACKAGES)('$name', ({ manifest }) => {
  test('has nothing that publint finds', async () => {
    const { bytes } = tarballOf(manifest)
    const tarball = new Uint8Array(bytes).buffer
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map((message) => `${message.code}: ${formatMessage(message, pkg)}`)).toEqual([])
  })

  test('has types where it has code', async () => {
    const result = await checkPackage(createPackageFromTarballData(tarballOf(manifest).bytes))
    const problems = result.types === false ? [] : result.problems
    const real = problems.filter((problem) => !('resolutionKind' in problem && NO_ESM.includes(problem.resolutionKind)))
    expect(real).toEqual([])
    // A command has nothing to import; whatever can be imported is typed.
    const isImported = Object.values(manifest.exports ?? {}).some((target) => typeof target !== 'string')
    expect(result.types !== false).toBe(isImported)
  })
})
