import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Machines are busy with other tests meanwhile; what may not take long says so itself.
    testTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/no-console.ts'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: 'test/tsconfig.json' }
  }
})
