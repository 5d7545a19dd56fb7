// The page of one run: live while it goes on, its review afterwards.

import { expect, type Locator, type Page } from '@playwright/test'

export class RunScreen {
  readonly page: Page
  readonly stopButton: Locator
  readonly verdict: Locator
  readonly charts: Locator
  readonly objectives: Locator
  readonly operations: Locator

  constructor(page: Page) {
    this.page = page
    this.stopButton = page.getByRole('button', { name: 'Stop run' })
    this.verdict = page.getByRole('region', { name: 'Verdict' })
    this.charts = page.locator('#timeline')
    this.objectives = page.getByRole('table', { name: /^Objectives/ })
    this.operations = page.getByRole('table', { name: /^Operations/ })
  }

  /** The charts are there and the first second of data is on them. */
  async waitForData(): Promise<void> {
    await expect(this.charts.getByText(/^newest second \d/)).toBeVisible({ timeout: 20_000 })
    await expect(this.page.locator('[data-chart="response-time"]')).toBeVisible()
  }

  /** Second of the run that was drawn last. */
  async newestSecond(): Promise<string> {
    return (await this.charts.getByText(/^newest second/).textContent()) ?? ''
  }

  /** What the crosshair reads: time and every series, as assistive technology hears it. */
  async readout(): Promise<string> {
    const crosshair = this.page.getByRole('slider', { name: 'Time under the crosshair' })
    return (await crosshair.getAttribute('aria-valuetext')) ?? ''
  }

  async tile(name: string): Promise<string> {
    const tile = this.page.getByRole('region', { name: 'Now' }).getByRole('region', { name })
    return (await tile.textContent()) ?? ''
  }

  async stop(): Promise<void> {
    await this.stopButton.click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Stop run' }).click()
  }

  async showTable(): Promise<Locator> {
    await this.charts.getByRole('button', { name: 'Show as table' }).click()
    return this.charts.getByRole('table')
  }

  async waitForVerdict(timeout: number): Promise<void> {
    await expect(this.verdict).toBeVisible({ timeout })
    await expect(this.verdict.locator('[data-verdict]').first()).not.toHaveText('Not judged', { timeout: 15_000 })
  }
}
