import { defineConfig } from 'tsup'

export default defineConfig({
  // What others import, what Verdaccio loads, and the command.
  entry: ['src/index.ts', 'src/plugin.ts', 'src/main.ts'],
  format: 'esm',
  target: 'node22',
  splitting: true,
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true
})
