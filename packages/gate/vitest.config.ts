import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    // Verdaccio loads the built plugin by itself: both have to be one module.
    server: { deps: { external: [/gate\/dist\//] } },
    isolate: false
  }
})
