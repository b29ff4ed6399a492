import { defineConfig } from 'tsup'

export default defineConfig({
  // What others import, what Verdaccio loads, the command, and what is started to try it out.
  entry: { index: 'src/index.ts', plugin: 'src/plugin.ts', main: 'src/main.ts', try: 'src/try/index.ts' },
  format: 'esm',
  target: 'node22',
  splitting: true,
  // tsup's own declarations do not work with TypeScript 7; tsc emits them.
  dts: false,
  sourcemap: true,
  clean: true,
  // node:sqlite has no other name.
  removeNodeProtocol: false
})
