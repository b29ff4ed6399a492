import { defineConfig } from 'vitest/config'

// Whole programs are compiled here, on machines that may be busy with other tests.
export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 600_000 } })
