/** Makes a program of its own out of a file of `test/programs`, so that a real process can run it and be killed. */
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles a program for Node.
 * @param name Its file in `test/programs`.
 * @param folder Where the program is put.
 * @returns Its path.
 */
export async function bundleProgram(name: string, folder: string): Promise<string> {
  const outfile = join(folder, name.replace(/ts$/, 'mjs'))
  await build({
    entryPoints: [join(process.cwd(), 'test', 'programs', name)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20'
  })
  return outfile
}
