import { defineConfig } from 'vitest/config'

// Real worlds: they take longer than all other tests together, so they have a task of their own.
export default defineConfig({
  test: { include: ['drills/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000, maxConcurrency: 3 }
})
