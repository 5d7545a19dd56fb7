// The main job, second half: start a run, watch it, stop it, read the verdict.

import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from './fixtures.ts'
import { AccountPage } from './pages/account-page.ts'
import { openFinishedRun, startFromPlan } from './pages/start-run.ts'

const DEMO_PLAN = 'Orders API'

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}

/** Every title that the page has from now on: a tab must keep its name while the page is refreshed. */
async function titlesSeen(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const titles: string[] = []
    new MutationObserver(() => titles.push(document.title)).observe(document, { subtree: true, childList: true })
    return titles
  })
  return () => seen.jsonValue()
}

test.beforeEach(async ({ page }) => {
  await new AccountPage(page).enter()
})

test('a started run moves within seconds, keeps its history for late joiners and ends with a verdict', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const run = await startFromPlan(page, DEMO_PLAN, 'Smoke')

  await run.waitForData()
  const first = await run.newestSecond()
  await expect.poll(() => run.newestSecond(), { timeout: 5000 }).not.toBe(first)

  await page.reload()
  await run.waitForData()
  const table = await run.showTable()
  await expect(table.getByRole('rowheader', { name: '00:00' })).toBeAttached()

  await expect.poll(() => run.tile('Rate'), { timeout: 5000 }).toMatch(/[1-9]/)
  await expect(run.operations.getByRole('rowheader', { name: 'Create order' })).toBeVisible()
  for (const theme of ['dark', 'light']) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name
    }, theme)
    await expectAccessible(page)
  }

  const titles = await titlesSeen(page)
  await run.waitForVerdict(60_000)
  expect(await titles()).not.toContain('')
  await expect(run.verdict.locator('[data-verdict]').first()).toHaveText(/Pass|Warn|Fail|Inconclusive|Invalid/)
  await expect(run.verdict.getByText('Offered')).toBeVisible()
  await expect(run.objectives.getByRole('row')).not.toHaveCount(1)
  await expectAccessible(page)
})

test('a selected phase filters charts and the operations table', async ({ page }) => {
  test.setTimeout(240_000)
  const run = await openFinishedRun(page)
  const sent = run.operations.getByRole('row', { name: /^All operations/ })
  const before = await sent.textContent()

  await run.charts.getByRole('button', { name: 'Steady' }).click()
  await expect(page.getByText(/Everything below: Steady/)).toBeVisible()
  await expect.poll(() => sent.textContent(), { timeout: 10_000 }).not.toBe(before)

  await page.getByRole('button', { name: 'Show the whole run' }).click()
  await expect.poll(() => sent.textContent()).toBe(before)
})

test('the crosshair and the window move by keyboard', async ({ page }) => {
  test.setTimeout(240_000)
  const run = await openFinishedRun(page)
  const before = await run.readout()
  await page.getByRole('slider', { name: 'Time under the crosshair' }).focus()
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) {
    await page.keyboard.press(key)
  }
  expect(await run.readout()).not.toBe(before)

  const start = page.getByRole('slider', { name: 'Start of the shown window' })
  await start.focus()
  await page.keyboard.press('PageUp')
  await expect(start).not.toHaveAttribute('aria-valuenow', '0')
})

test('Stop asks once and ends the run within seconds', async ({ page }) => {
  test.setTimeout(180_000)
  const run = await startFromPlan(page, DEMO_PLAN, 'Baseline')
  await run.waitForData()
  await run.stop()
  await run.waitForVerdict(15_000)
  await expect(page.getByRole('heading', { name: /^Stopped at/ })).toBeVisible()
})

test('a page whose session ended says so and leads back to the run', async ({ page }) => {
  const run = await startFromPlan(page, DEMO_PLAN, 'Baseline')
  const { pathname } = new URL(page.url())
  // Without a stream the page asks, and is refused as soon as the session is gone.
  await page.route('**/api/v1/runs/*/live*', (route) => route.abort())
  await page.reload()
  await run.waitForData()
  await page.context().clearCookies()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.waitForURL((url) => url.pathname === '/login' && url.searchParams.get('next') === pathname)
})
