import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    // The generator reads the build, because Node cannot run the sources; tests must not depend on how old the build is.
    alias: [{ find: /^\.\.\/dist\/index\.js$/, replacement: join(import.meta.dirname, 'src/index.ts') }]
  },
  test: {
    include: ['test/**/*.test.ts'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: 'test/tsconfig.json' }
  }
})
