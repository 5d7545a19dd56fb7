import { defineConfig } from 'vitest/config'

const alsoIgnored = ['node_modules/**', '.next/**', '.next-*/**', '.data/**', 'e2e/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,components,app,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: [...alsoIgnored, '**/*.db.test.ts'],
          env: { LOG_LEVEL: 'silent' },
          maxWorkers: 2,
          // Pure code leaves nothing behind for the next file.
          isolate: false,
        },
      },
      {
        test: {
          name: 'worker',
          include: ['worker/**/*.test.ts'],
          exclude: [...alsoIgnored, '**/*.db.test.ts', '**/*.timed.test.ts'],
          env: { LOG_LEVEL: 'silent' },
          maxWorkers: 2,
          testTimeout: 20_000,
        },
      },
      {
        // What measures time wants the machine for itself: one file after the other, once all others are over.
        test: {
          name: 'timed',
          include: ['worker/**/*.timed.test.ts'],
          exclude: alsoIgnored,
          env: { LOG_LEVEL: 'silent' },
          maxWorkers: 1,
          testTimeout: 20_000,
          sequence: { groupOrder: 1 },
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
