import { defineConfig } from 'tsup'

export default defineConfig({
  // A file for each module, so that bundles hold no more than what is imported.
  entry: ['src/**/*.ts'],
  bundle: false,
  format: 'esm',
  target: 'node20',
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
