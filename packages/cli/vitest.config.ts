import { defineConfig } from 'vitest/config'

// Whoever writes here is nobody that git knows, on every machine.
const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

// Whole workspaces are built and whole commands run here, on machines that may be busy with other tests.
export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, env } })
