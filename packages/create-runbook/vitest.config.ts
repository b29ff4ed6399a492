import { defineConfig } from 'vitest/config'

// Tests run what users run: for development, the packages of unified come in a slower build.
process.env['NODE_ENV'] = 'production'

// Whole workspaces are built and whole commands run here, on machines that may be busy with other tests.
export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } })
