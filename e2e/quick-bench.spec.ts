// One operation, measured from the plan page: asked, followed, read, stopped.

import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from './fixtures.ts'
import { AccountPage } from './pages/account-page.ts'

async function openBench(page: Page, operation: string) {
  await new AccountPage(page).enter()
  await page.goto('/plans')
  await page.getByRole('link', { name: 'Orders API' }).first().click()
  const button = page.getByRole('button', { name: `Quick bench of ${operation}` })
  await button.focus()
  await page.keyboard.press('Enter')
  return { button, dialog: page.getByRole('dialog', { name: `Quick bench of ${operation}` }) }
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}

test('a quick bench tells rate, spread and percentiles of one operation, and leaves no run', async ({ page }) => {
  const { button, dialog } = await openBench(page, 'Read order')
  await expectAccessible(page)
  await dialog.getByLabel('Requests', { exact: true }).fill('lots')
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled()
  await dialog.getByLabel('Requests', { exact: true }).fill('500')
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog.getByRole('row', { name: /^95 %/ })).toBeVisible({ timeout: 30_000 })
  await expect(dialog.getByRole('row')).toHaveCount(10)
  await expect(dialog.getByText('2xx 500')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(button).toBeFocused()
  await page.goto('/runs')
  await expect(page.getByText('Quick bench')).toHaveCount(0)
})

test('a quick bench is stopped and keeps what it measured', async ({ page }) => {
  const { dialog } = await openBench(page, 'List orders')
  await dialog.getByLabel('At a rate').check()
  await dialog.getByRole('textbox', { name: 'Rate' }).fill('50/s')
  await dialog.getByRole('textbox', { name: 'Duration' }).fill('60s')
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog.getByText('Under way.')).toBeVisible({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(dialog.getByText('Stopped.')).toBeVisible({ timeout: 30_000 })
  await expect(dialog.getByRole('row', { name: /^100 %/ })).toBeVisible()
})
