import { defineConfig } from 'vitest/config'

// Tests run what users run: for development, the packages of unified come in a slower build.
process.env['NODE_ENV'] = 'production'

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    include: ['test/**/*.test.ts'],
    isolate: false
  }
})
