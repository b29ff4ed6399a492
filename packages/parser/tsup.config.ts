import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', native: 'src/native.ts', model: 'src/model/index.ts' },
  format: 'esm',
  target: 'node20',
  // An optional dependency: a binary of each platform.
  external: ['satteri'],
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
