// Whoever watches a run may steer it: another load at once, a wait that ends, and one switch that ends everything.

import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixtures.ts'
import { AccountPage } from './pages/account-page.ts'
import { startFromPlan } from './pages/start-run.ts'

test.beforeEach(async ({ page }) => {
  await new AccountPage(page).enter()
})

test('the load is changed while it is sent, and the run says that it left its plan', async ({ page }) => {
  const run = await startFromPlan(page, 'Orders API', 'Baseline')
  await run.waitForData()
  await page.getByRole('button', { name: 'Change load' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the load' })
  await dialog.getByLabel('Users').fill('many')
  await dialog.getByRole('button', { name: 'Change load' }).click()
  await expect(dialog.getByText('Write users, for example 150')).toBeVisible()
  await dialog.getByLabel('Users').fill('35')
  await dialog.getByRole('button', { name: 'Change load' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/^Left its plan at/)).toBeVisible()
  const notes = page.getByRole('region', { name: 'Notes and events' })
  await expect(notes.getByText(/Load set to 35 users by .*; the run left its plan/)).toBeVisible()
  await expect.poll(() => run.tile('Users'), { timeout: 10_000 }).toMatch(/35 planned now/)
  await run.stop()
  await run.waitForVerdict(15_000)
  await expect(page.getByText(/^Left its plan at/)).toBeVisible()
})

test('one switch ends every run and lets none begin until it is lifted', async ({ page }) => {
  const run = await startFromPlan(page, 'Orders API', 'Baseline')
  await run.waitForData()
  const { pathname } = new URL(page.url())
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Stop all load' }).click()
  const dialog = page.getByRole('dialog', { name: 'Stop all load?' })
  await dialog.getByLabel('Reason').fill('The payment provider asked us to')
  await dialog.getByRole('button', { name: 'Stop all load' }).click()
  await expect(page.getByText('All load is stopped')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await page.goto(pathname)
  await expect(page.getByRole('heading', { name: /^Aborted at/ })).toBeVisible()
  await expect(page.getByText(/The payment provider asked us to/).first()).toBeVisible()

  await page.goto('/plans')
  await page.getByRole('link', { name: 'Orders API' }).first().click()
  await page.getByRole('button', { name: 'Start run' }).click()
  const preflight = page.getByRole('dialog', { name: 'Start a run' })
  await expect(preflight.getByText(/stopped all load: The payment provider asked us to/)).toBeVisible()
  await expect(preflight.getByRole('button', { name: 'Start run' })).toBeDisabled()

  await page.goto('/settings')
  await page.getByRole('button', { name: 'Allow load again' }).click()
  await expect(page.getByRole('button', { name: 'Stop all load' })).toBeVisible()
})
