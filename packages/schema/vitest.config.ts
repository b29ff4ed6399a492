import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Tests run what users run: for development, the packages of unified come in a slower build.
process.env['NODE_ENV'] = 'production'

export default defineConfig({
  resolve: {
    // The generator reads the build, because Node cannot run the sources; tests must not depend on how old the build is.
    alias: [{ find: /^\.\.\/dist\/index\.js$/, replacement: join(import.meta.dirname, 'src/index.ts') }]
  },
  test: {
    // Machines are busy with other tests meanwhile; what may not take long says so itself.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    // One worker imports everything once, and what it has run before is fast.
    isolate: false,
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: 'test/tsconfig.json' }
  }
})
