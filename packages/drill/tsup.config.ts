import { defineConfig } from 'tsup'

export default defineConfig({
  // The last is started as a process of its own, for each pack that is drilled.
  entry: { index: 'src/index.ts', suite: 'src/suite/index.ts', 'drill-worker': 'src/suite/worker.ts' },
  format: 'esm',
  target: 'node20',
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
