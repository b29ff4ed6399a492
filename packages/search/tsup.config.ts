import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', 'rule-files': 'src/rule-files.ts' },
  format: 'esm',
  target: 'node20',
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
