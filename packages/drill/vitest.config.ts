import { defineConfig } from 'vitest/config'

// Whole workspaces are built and whole commands run here, on machines that may be busy with other tests.
export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } })
