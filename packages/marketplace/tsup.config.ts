import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', main: 'src/main.ts', worker: 'src/node/worker.ts' },
  format: 'esm',
  target: 'node22',
  splitting: true,
  // tsup's own declarations do not work with TypeScript 7; the package is private and needs none.
  dts: false,
  sourcemap: true,
  clean: true
})
