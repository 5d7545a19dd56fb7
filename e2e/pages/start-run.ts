// From a plan to a run: the plan's page and its pre-flight.

import { expect, type Page } from '@playwright/test'
import { RunScreen } from './run.ts'

/** Opens the plan from the list, starts `scenario` through the pre-flight and follows it to its page. */
export async function startFromPlan(page: Page, plan: string, scenario: string): Promise<RunScreen> {
  await page.goto('/plans')
  await page.getByRole('link', { name: plan }).first().click()
  await page.getByRole('button', { name: 'Start run' }).click()
  const preflight = page.getByRole('dialog', { name: 'Start a run' })
  await preflight.getByLabel('Scenario').selectOption({ label: scenario })
  const start = preflight.getByRole('button', { name: 'Start run' })
  await expect(start).toBeEnabled({ timeout: 20_000 })
  await start.click()
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/, { timeout: 20_000 })
  return new RunScreen(page)
}

/** A finished smoke run of the demo plan: one of an earlier journey, or one of its own. */
export async function openFinishedRun(page: Page): Promise<RunScreen> {
  await page.goto('/runs')
  const row = page
    .getByRole('row')
    .filter({ hasText: 'Smoke' })
    .filter({ hasText: /Pass|Warn/ })
  if (await row.first().isVisible()) {
    await row.first().getByRole('link').click()
    await page.waitForURL(/\/runs\/.+/)
  } else await startFromPlan(page, 'Orders API', 'Smoke')
  const run = new RunScreen(page)
  await run.waitForVerdict(120_000)
  return run
}
