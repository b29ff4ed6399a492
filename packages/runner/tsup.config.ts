import { defineConfig } from 'tsup'

export default defineConfig({
  // The pure core, and beside it what needs Node: processes, files, the clock.
  entry: ['src/index.ts', 'src/node.ts'],
  format: 'esm',
  target: 'node20',
  splitting: true,
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
