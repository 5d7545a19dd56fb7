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
