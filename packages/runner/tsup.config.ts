import { defineConfig } from 'tsup'

export default defineConfig({
  // The pure core, and beside it what needs Node: processes, files, the clock.
  entry: { index: 'src/index.ts', agent: 'src/agent.ts', node: 'src/node.ts', present: 'src/present/index.ts' },
  format: 'esm',
  target: 'node20',
  splitting: true,
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
