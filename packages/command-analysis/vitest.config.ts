import { defineConfig } from 'vitest/config'

// Tests run what users run: for development, the packages of unified come in a slower build.
process.env['NODE_ENV'] = 'production'

export default defineConfig({
  test: {
    // Machines are busy with other tests meanwhile; what may not take long says so itself.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    // One worker loads the parsers once.
    isolate: false,
    setupFiles: ['test/support/no-console.ts']
  }
})
