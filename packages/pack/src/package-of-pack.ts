/**
 * What the package.json of every pack says, whoever writes it.
 */

/** The fields that are the same in all. */
export const PACKAGE_OF_PACK = {
  exports: {
    '.': {
      require: { types: './index.d.cts', default: './index.cjs' },
      types: './index.d.ts',
      default: './index.js'
    },
    './runbook.json': './runbook.json',
    './pack.json': './pack.json',
    './package.json': './package.json'
  },
  types: './index.d.ts',
  files: [
    'README.md',
    'checklist.md',
    'pack.json',
    'CHANGELOG.md',
    'LICENSE.txt',
    'runbook.json',
    'index.js',
    'index.d.ts',
    'index.cjs',
    'index.d.cts',
    'skills'
  ],
  sideEffects: false,
  engines: { node: '>=20' }
} as const

/**
 * The words by which a registry finds a pack.
 * @param slug Its slug.
 */
export function keywordsOfPack(slug: string): string[] {
  return [...new Set(['keys', 'runbook', 'incident-response', ...slug.split('-')])]
}
