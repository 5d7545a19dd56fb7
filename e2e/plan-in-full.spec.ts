import { expect, test } from './fixtures.ts'
import { AccountPage } from './pages/account-page.ts'
import { PlanPage } from './pages/plan-page.ts'

test.beforeEach(async ({ page }) => {
  await new AccountPage(page).enter()
})

test('a plan is filled in from nothing with the keyboard alone; a criterion is completed as it is typed', async ({
  page,
}) => {
  const plan = new PlanPage(page)
  await plan.createBlank('Keys only')
  const { keyboard } = page
  const inField = (place: string) => expect(plan.at(place)).toBeFocused()
  await plan.tabTo(plan.summary)
  await keyboard.type('Shows that nothing needs a mouse.')

  await plan.tabTo(page.getByRole('button', { name: 'Add an environment' }))
  await keyboard.press('Enter')
  await inField('environments.staging.name')
  await keyboard.type('Local target')
  await plan.tabTo(page.getByRole('textbox', { name: 'Base URL' }))
  await keyboard.type('http://127.0.0.1:4010')

  await plan.tabTo(page.getByRole('button', { name: 'Add an operation' }))
  await keyboard.press('Enter')
  await inField('operations.operation.name')
  await keyboard.type('Create order')
  await plan.tabTo(page.getByRole('textbox', { name: 'Path', exact: true }))
  await keyboard.type('/orders')

  await plan.tabTo(page.getByRole('button', { name: 'Add an objective, or paste rows' }))
  await keyboard.press('Enter')
  await expect(page.getByLabel('Target of all operations p95')).toBeFocused()
  await keyboard.type('500ms')
  await keyboard.press('Tab')
  await keyboard.type('1s')

  await plan.tabTo(page.getByRole('button', { name: 'Add a scenario' }))
  await keyboard.press('Enter')
  await inField('scenarios.smoke.name')
  await keyboard.type('First look')
  await plan.tabTo(page.getByLabel('Add a criterion', { exact: true }))
  await keyboard.type('p9')
  for (const offer of ['p95', '( … )', 'create-order', '<']) await plan.takeOffer(offer)
  await keyboard.type('200ms during ')
  await plan.takeOffer('steady')
  await keyboard.press('Enter')
  await expect(plan.section('Scenarios')).toContainText(
    '95\u00a0% of create-order attempts answered within 200\u00a0ms, during hold stages',
  )
  await plan.expectSaved()
  const written = await plan.readYaml()
  for (const part of ['key: local-target', 'path: /orders', 'key: first-look', 'limit: 1s', 'during steady']) {
    expect(written).toContain(part)
  }
  await expect(page.getByText(/errors? stops? a run/)).toBeHidden()
})

test('a table is filled with the keyboard: Tab right, Enter down and on into a new row, Alt moves, Ctrl Z takes back', async ({
  page,
}) => {
  const plan = new PlanPage(page)
  await plan.createBlank('By keyboard')
  const risks = plan.section('Risks')
  await risks.getByRole('button', { name: 'Add a risk' }).click()
  await expect(risks.getByLabel('Risk of risk 1')).toBeFocused()
  await page.keyboard.type('Data skew')
  await page.keyboard.press('Tab')
  await page.keyboard.type('high')
  await page.keyboard.press('Tab')
  await page.keyboard.type('medium')
  // The probability that was typed, and the severity worked out of it.
  await expect(risks.getByRole('cell', { name: 'high', exact: true })).toHaveCount(2)
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(risks.getByLabel('Risk of risk 2')).toBeFocused()
  await page.keyboard.type('Noisy neighbour')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(risks.getByLabel('Risk of risk 1')).toHaveValue('Noisy neighbour')
  await page.keyboard.press('Control+z')
  await expect(risks.getByLabel('Risk of risk 1')).toHaveValue('Data skew')
  await plan.expectSaved()
  expect(await plan.readYaml()).toMatch(/risk: Data skew[\s\S]+probability: high[\s\S]+risk: Noisy neighbour/)
})

test('nine rows of a spreadsheet become operations with six objectives each, and one Ctrl Z takes them back', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const plan = new PlanPage(page)
  await plan.createBlank('Pasted')
  const objectives = plan.section('Objectives')
  await objectives.getByText('By operation').click()
  const rows = Array.from({ length: 9 }, (_, n) => `GET /api/part-${n}\t50\t150\t300\t500\t0.1\t100/min`)
  const block = ['Endpoint\tp50\tp95\tp99\tmax\tErrors\tThroughput', ...rows].join('\n')
  await page.evaluate((text) => navigator.clipboard.writeText(text), block)
  await objectives.getByLabel('p50 target, All operations').click()
  await page.keyboard.press('Control+v')
  await expect(objectives.getByLabel('p99 target, GET /api/part-8')).toHaveValue('300ms')
  await expect(objectives).toContainText('54, one row for each operation')
  await page.keyboard.press('Control+z')
  await expect(objectives.getByLabel('p99 target, GET /api/part-8')).toHaveCount(0)
})

test('what an availability leaves and when a repetition comes next are worked out beside what is typed', async ({
  page,
}) => {
  const plan = new PlanPage(page)
  await plan.createBlank('Derived')
  await plan.section('Availability').getByLabel('Uptime').fill('99.9%')
  await expect(plan.section('Availability')).toContainText(/43.min.50.s/)
  const schedule = plan.section('Schedule')
  await schedule.getByRole('button', { name: 'Add a repetition' }).click()
  await schedule.getByLabel('By the clock of repetition 1').fill('0 6 * * 1#1')
  await expect(schedule.getByRole('listitem')).toHaveCount(3)
  await expect(schedule.getByRole('listitem').first()).toContainText(/Mon, [1-7] \w+ \d{4}, 06:00 UTC/)
})

test('the plan is read as a document, frozen, changed, compared in words and restored; its status says who gave it', async ({
  page,
}) => {
  const plan = new PlanPage(page)
  await plan.createFromYaml(`headroom: 1
name: In review
summary: First words
environments: [{ key: near, name: Near, baseUrl: "http://127.0.0.1:4010" }]
operations: [{ key: ping, name: Ping, request: { method: GET, path: /health } }]
scenarios:
  - { key: smoke, name: Smoke, type: smoke, load: { model: users, users: 1, hold: 5s, thinkTime: 1s }, mix: [{ operation: ping, weight: 1 }] }
`)
  await page.getByRole('button', { name: 'no revision yet' }).click()
  const revisions = page.getByRole('dialog', { name: 'Revisions' })
  await revisions.getByLabel('Note of a new revision').fill('As agreed')
  await revisions.getByRole('button', { name: 'Freeze the draft' }).click()
  await expect(revisions.getByRole('button', { name: /Revision 1/ })).toContainText('As agreed')
  await page.keyboard.press('Escape')

  await plan.summary.fill('Other words')
  await plan.expectSaved()
  await page.getByRole('button', { name: /no revision yet|on revision/ }).click()
  await expect(revisions.getByRole('listitem').filter({ hasText: 'Summary' })).toContainText('First words')
  await revisions.getByRole('button', { name: 'Restore as draft' }).click()
  await expect(plan.summary).toHaveValue('First words')

  await page.getByRole('button', { name: 'Status: Draft' }).click()
  await page.getByRole('menuitem', { name: 'Approved' }).click()
  await expect(page.getByRole('button', { name: 'Status: Approved' })).toHaveAttribute('title', /Approved, by /)
  await plan.summary.fill('Later words')
  await plan.expectSaved()
  await expect(page.getByRole('button', { name: 'Status: Approved, edited since' })).toBeVisible()

  await page.getByRole('button', { name: 'Read', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Scenario 1: Smoke' })).toBeVisible()
  await expect(page.getByRole('article')).toContainText('Later words')
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await expect(plan.summary).toHaveValue('Later words')
})
