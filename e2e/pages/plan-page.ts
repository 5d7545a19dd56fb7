import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

export interface ObjectiveInput {
  operation: string
  metric: string
  target: string
  limit: string
  priority: string
}

/** The document of one plan. */
export class PlanPage {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  async createBlank(name: string): Promise<void> {
    await this.page.goto('/plans/new')
    await this.page.getByLabel('Blank plan').check()
    await this.page.getByLabel('Name').fill(name)
    await this.page.getByRole('button', { name: 'Create plan' }).click()
    await this.page.waitForURL(/\/plans\/[0-9a-f-]{36}$/)
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible()
  }

  async createFromYaml(yaml: string): Promise<void> {
    await this.page.goto('/plans/new?from=yaml')
    await this.page.getByLabel('Plan document as YAML').fill(yaml)
    await this.page.getByRole('button', { name: 'Create plan' }).click()
    await this.page.waitForURL(/\/plans\/[0-9a-f-]{36}$/)
  }

  get summary(): Locator {
    return this.page.getByRole('textbox', { name: 'Summary', exact: true })
  }

  /** Goes there by Tab alone. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor()
    for (let presses = 0; presses < 120; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press('Tab')
    }
    await expect(target).toBeFocused()
  }

  /** Goes down to an offer below the criterion that is typed, and takes it. */
  async takeOffer(name: string): Promise<void> {
    const offer = this.page.getByRole('option').filter({ has: this.page.getByText(name, { exact: true }) })
    await offer.waitFor()
    for (let presses = 0; presses < 12; presses++) {
      if ((await offer.getAttribute('aria-selected')) === 'true') break
      await this.page.keyboard.press('ArrowDown')
    }
    await this.page.keyboard.press('Enter')
  }

  /** The control that stands for a place of the document, e.g. `environments.staging.baseUrl`. */
  at(place: string): Locator {
    return this.page.locator(`[data-place="${place}"]`)
  }

  section(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true })
  }

  card(title: string): Locator {
    return this.page
      .getByRole('article')
      .filter({ has: this.page.getByRole('heading', { level: 3, name: title, exact: true }) })
  }

  async unfold(title: string): Promise<Locator> {
    const card = this.card(title)
    const head = card.getByRole('button', { name: title, exact: true })
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click()
    return card
  }

  /** Presses a button that adds one more to these, and waits until it is there: the last so far is not it. */
  private async add(button: string, all: Locator): Promise<Locator> {
    const before = await all.count()
    await this.page.getByRole('button', { name: button }).click()
    await expect(all).toHaveCount(before + 1)
    return all.nth(before)
  }

  async addEnvironment(name: string, baseUrl: string): Promise<void> {
    const form = await this.add('Add an environment', this.section('Environments').getByRole('article'))
    await form.getByLabel('Name', { exact: true }).fill(name)
    await form.getByRole('textbox', { name: 'Base URL' }).fill(baseUrl)
  }

  async addOperation(name: string, method: string, path: string): Promise<Locator> {
    const form = await this.add('Add an operation', this.section('Operations').getByRole('article'))
    await form.getByLabel('Name', { exact: true }).fill(name)
    await form.getByLabel('Method').selectOption(method)
    await form.getByLabel('Path').fill(path)
    return form
  }

  async addObjective({ operation, metric, target, limit, priority }: ObjectiveInput): Promise<void> {
    const row = await this.add('Add an objective, or paste rows', this.section('Objectives').locator('tbody tr'))
    await row.getByLabel(/^Operation of/).selectOption({ label: operation })
    await row.getByLabel(/^Metric of/).fill(metric)
    await row.getByLabel(/^Target of/).fill(target)
    await row.getByLabel(/^Limit of/).fill(limit)
    await row.getByLabel(/^Priority of/).selectOption(priority)
  }

  async addScenario(name: string, type: string): Promise<Locator> {
    const form = await this.add('Add a scenario', this.section('Scenarios').getByRole('article'))
    await form.getByLabel('Name', { exact: true }).fill(name)
    await form.getByLabel('Type', { exact: true }).selectOption(type)
    return form
  }

  async expectSaved(): Promise<void> {
    await expect(this.page.locator('[data-save]')).toHaveAttribute('data-save', 'saved')
  }

  /** The document as YAML, read in the dialog. */
  async readYaml(): Promise<string> {
    await this.openYaml()
    const text = await this.yamlText().inputValue()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    return text
  }

  async openYaml(): Promise<void> {
    await this.page.getByRole('button', { name: 'YAML', exact: true }).click()
    await expect(this.yamlText()).toHaveValue(/name:/)
  }

  yamlText(): Locator {
    return this.page.getByLabel('The plan document as YAML')
  }

  async replaceByYaml(yaml: string): Promise<void> {
    await this.openYaml()
    await this.yamlText().fill(yaml)
    await this.page.getByRole('button', { name: 'Replace the plan' }).click()
  }

  /** Opens the pre-flight for a scenario by its name. */
  async openPreflight(scenario?: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Start run' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Start a run' })
    if (scenario) await dialog.getByLabel('Scenario').selectOption({ label: scenario })
    return dialog
  }

  /** Starts a run and arrives on its page. */
  async start(scenario?: string): Promise<void> {
    const dialog = await this.openPreflight(scenario)
    await dialog.getByRole('button', { name: 'Start run' }).click()
    await this.page.waitForURL(/\/runs\/[0-9a-f-]{36}/)
  }
}
