import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', find: 'src/find/find-packs.ts', 'build-thread': 'src/build-thread.ts' },
  format: 'esm',
  target: 'node20',
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
