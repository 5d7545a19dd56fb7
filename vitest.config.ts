import { defineConfig } from 'vitest/config'

const alsoIgnored = ['node_modules/**', '.next/**', '.next-*/**', '.data/**', 'e2e/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,worker,components,app,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: [...alsoIgnored, '**/*.db.test.ts'],
          env: { LOG_LEVEL: 'silent' },
        },
      },
      {
        test: {
          name: 'db',
          include: ['{lib,worker,app,scripts}/**/*.db.test.ts'],
          exclude: alsoIgnored,
          globalSetup: './lib/db/testing-setup.ts',
          // The machine's own Postgres is not for tests.
          env: { DATABASE_URL: '', HEADROOM_SECRET: 'a-secret-that-is-only-good-for-tests', LOG_LEVEL: 'silent' },
          maxWorkers: 2,
          hookTimeout: 30_000,
          testTimeout: 20_000,
        },
      },
    ],
  },
})
