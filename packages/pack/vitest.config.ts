import { defineConfig } from 'vitest/config'

// Tests run what users run: for development, the packages of unified come in a slower build.
process.env['NODE_ENV'] = 'production'

export default defineConfig({
  test: {
    // Whole workspaces are built and whole commands run here, on machines that may be busy with other tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    // One worker imports everything once, and what it has run before is fast.
    isolate: false
  }
})
