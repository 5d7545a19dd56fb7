import { expect, test } from '@playwright/test'

test('the installation says that database, migrations and a worker are up', async ({ request }) => {
  await expect
    .poll(async () => ((await (await request.get('/api/health')).json()) as { workers: unknown[] }).workers.length)
    .toBe(1)
  const health = await (await request.get('/api/health')).json()
  expect(health).toMatchObject({ status: 'ok', database: { status: 'ok' }, migrations: { pending: [], failed: [] } })
})

test('the first visit leads to the page that makes the first account', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/setup$/)
  await expect(page.getByRole('button').first()).toBeVisible()
})
