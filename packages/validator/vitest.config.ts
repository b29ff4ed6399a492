import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Rules are pure and there are many files: one worker imports the parser once.
    isolate: false,
    setupFiles: ['test/support/no-console.ts', 'test/support/parsers.ts'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: 'test/tsconfig.json' }
  }
})
