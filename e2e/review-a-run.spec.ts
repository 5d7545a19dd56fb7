// After the run: one selection for everything, latency in full, where a number comes from, and taking it along.

import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Download } from '@playwright/test'
import { expect, type Page, test } from './fixtures.ts'
import { AccountPage } from './pages/account-page.ts'
import { openFinishedRun } from './pages/start-run.ts'

async function expectAccessible(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name
  }, theme)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}

const contentOf = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8')

/** Two judged runs where earlier journeys left some, else the one that is open. */
async function openComparison(page: Page): Promise<void> {
  const review = page.url()
  await page.goto('/runs')
  const judged = page.getByRole('row').filter({ hasText: /Pass|Warn|Fail/ })
  const [one, other] = await judged.getByRole('checkbox', { name: /^Compare R-/ }).all()
  if (one && other) {
    await one.check()
    await other.check()
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    return
  }
  await page.goto(review)
  await page.getByRole('link', { name: 'Compare', exact: true }).click()
}

test('a finished run is reviewed: selected, taken apart, traced to its source and taken along', async ({ page }) => {
  test.setTimeout(240_000)
  await new AccountPage(page).enter()
  const run = await openFinishedRun(page)
  const total = run.operations.getByRole('row', { name: /^All operations/ })
  const whole = await total.textContent()

  await test.step('a phase filters every table, and its link leads to the same window', async () => {
    await page.getByRole('combobox', { name: 'Window', exact: true }).selectOption({ label: await steadyOf(page) })
    await expect(page.getByText(/Everything below: Steady/)).toBeVisible()
    await expect.poll(() => total.textContent()).not.toBe(whole)
    await expect(run.objectives.getByRole('columnheader', { name: 'Selected' })).toBeVisible()
    await page.waitForURL(/[?]from=\d+&to=\d+/)
    await page.reload()
    await expect(page.getByText(/Everything below: Steady/)).toBeVisible()
    await page.getByRole('button', { name: 'Show the whole run' }).click()
    await expect.poll(() => total.textContent()).toBe(whole)
  })

  await test.step('one operation fills charts and latency, with a chart of each beside', async () => {
    await run.operations.getByRole('button', { name: 'Create order', exact: true }).click()
    await page.getByRole('link', { name: 'Latency', exact: true }).click()
    const latency = page.getByRole('region', { name: 'Latency', exact: true })
    await expect(latency.getByText(/^Create order, whole run, [\d,]+ successful requests$/)).toBeVisible()
    for (const chart of [
      'Heat map of time and latency',
      /^Percentile spectrum:/,
      /^Distribution:/,
      /^Latency against load:/,
    ])
      await expect(latency.getByRole('img', { name: chart })).toBeVisible()
    await latency
      .getByRole('region', { name: 'Percentile spectrum' })
      .getByRole('button', { name: 'Show as table' })
      .click()
    await expect(latency.getByRole('rowheader', { name: 'p99.9', exact: true })).toBeVisible()
    await run.charts.getByRole('button', { name: 'Show a chart for each operation' }).click()
    await expect(run.charts.locator('[data-chart="response-time-read-order"]')).toBeVisible()
  })

  await test.step('the window is cut into slices, and what is selected beside the time is taken back at the top', async () => {
    const slices = page.getByRole('region', { name: 'Slices', exact: true })
    await slices.getByRole('radio', { name: 'Operation', exact: true }).check()
    await expect(slices.getByRole('button', { name: 'Create order', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await page.getByRole('button', { name: 'Show all operations', exact: true }).click()
    await expect(page.getByText(/^All operations, whole run, [\d,]+ successful requests$/)).toBeVisible()
  })

  await test.step('a number tells where it comes from', async () => {
    const [target, , actual] = await run.objectives.getByTitle('Where this number comes from').all()
    await target?.click()
    await expect(page.getByRole('dialog').getByText('Typed by', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await actual?.click()
    const card = page.getByRole('dialog', { name: /^Where .+ comes from$/ })
    for (const term of ['Selector', 'Window', 'Run', 'Samples', 'Method'])
      await expect(card.getByText(term, { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(card).toBeHidden()
  })

  await test.step('numbers are taken along as files that parse', async () => {
    const take = async (format: string): Promise<string> => {
      await page.getByRole('button', { name: 'Export' }).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: format }).first().click(),
      ])
      return contentOf(download)
    }
    expect(JSON.parse(await take('Numbers as JSON'))).toHaveProperty('operations')
    expect((await take('Numbers as CSV')).split('\n').length).toBeGreaterThan(3)
    expect(await take('Histograms as HdrHistogram log')).toMatch(/^#\[Histogram log format version/m)
    expect(await take('This review as one HTML file')).toMatch(/<html/)
    expect(await take('Result sheet as Markdown')).toMatch(/^# /m)
  })

  await test.step('everything can be read by everybody', async () => {
    for (const section of ['Answers', 'Errors', 'Slowest', 'Notes'])
      await page.getByRole('link', { name: new RegExp(`^${section}`) }).click()
    await expect(page.getByRole('region', { name: 'Slowest requests', exact: true })).toBeVisible()
    await expectAccessible(page, 'light')
    await expectAccessible(page, 'dark')
  })

  await test.step('it is held against others, and stands among the runs of its scenario', async () => {
    await openComparison(page)
    const timeline = page.getByRole('region', { name: 'Timeline', exact: true })
    await expect(timeline.getByRole('img', { name: /^p95 of R-\d+/ })).toBeVisible()
    await expectAccessible(page, 'light')
    await expectAccessible(page, 'dark')
    await page.getByRole('link', { name: 'Trends', exact: true }).click()
    await expect(page.getByRole('heading', { name: / over \d+ runs?$/ })).toBeVisible()
    await page.getByRole('button', { name: 'Download p95 of all operations', exact: true }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ])
    expect((await contentOf(download)).split('\r\n')[0]).toBe(
      'Run,Version,Started,Instrument,p95 of all operations (ms),Target (ms),Limit (ms)',
    )
    await expectAccessible(page, 'light')
    await expectAccessible(page, 'dark')
  })
})

/** The option of the steady phase, which also names its load and its times. */
async function steadyOf(page: Page): Promise<string> {
  const labels = await page.getByRole('combobox', { name: 'Window', exact: true }).getByRole('option').allTextContents()
  return labels.find((label) => label.startsWith('Steady')) ?? ''
}
