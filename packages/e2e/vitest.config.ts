import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/pack-all.ts',
    // Package managers and whole releases run here, on machines that may be busy with other tests.
    testTimeout: 300_000,
    hookTimeout: 600_000
  }
})
