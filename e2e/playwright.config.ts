import { defineConfig } from '@playwright/test'
import { findChromium } from '../scripts/chromium.ts'

const executablePath = findChromium() ?? undefined

export default defineConfig({
  testDir: '.',
  // The first visit is that of an installation nobody has entered yet.
  projects: [
    { name: 'first visit', testMatch: 'is-up.spec.ts' },
    { name: 'journeys', testMatch: '**/*.spec.ts', testIgnore: 'is-up.spec.ts', dependencies: ['first visit'] },
  ],
  outputDir: '../test-results',
  globalSetup: './product.ts',
  // The journeys share one installation, its worker and two cores.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: process.env.HEADROOM_TEST_REPORT
    ? [['line'], ['json', { outputFile: process.env.HEADROOM_TEST_REPORT }]]
    : [['list']],
  use: {
    // Set by product.ts, which runs before the processes that test are started.
    baseURL: process.env.HEADROOM_E2E_URL,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      // Chromium does not build its sandbox for root.
      args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : ['--disable-dev-shm-usage'],
    },
  },
})
