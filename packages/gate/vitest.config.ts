import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Verdaccio loads the built plugin by itself: a gate that is tested whole has to be the built one, too.
  resolve: { alias: { '#gate': join(import.meta.dirname, 'dist/try.js') } },
  test: {
    // No claim about how fast anything is: clients and databases take their time on a machine that is busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    include: ['test/**/*.test.ts'],
    server: { deps: { external: [/gate\/dist\//] } },
    isolate: false
  }
})
