import { defineConfig } from 'tsup'

export default defineConfig({
  // The pure core for browsers and editors, and beside it what reads disks, git and registries.
  entry: ['src/index.ts', 'src/core.ts'],
  format: 'esm',
  target: 'node20',
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
