import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/native.ts'],
  format: 'esm',
  target: 'node20',
  // An optional dependency: a binary of each platform.
  external: ['satteri'],
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
