import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from './fixtures.ts'
import { AccountPage } from './pages/account-page.ts'
import { PlanPage } from './pages/plan-page.ts'
import { startFromPlan } from './pages/start-run.ts'

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

const theme = (page: Page, name: 'light' | 'dark') =>
  page.evaluate((value) => {
    document.documentElement.dataset.theme = value
  }, name)

test.beforeEach(async ({ page }) => {
  await new AccountPage(page).enter()
})

test('a plan is written by hand, saved as it is typed, and comes back the same', async ({ page }) => {
  const plan = new PlanPage(page)
  await plan.createBlank('Checkout by hand')
  await plan.summary.fill('Shows whether reading orders holds 20 a second.')

  await plan.addEnvironment('Local target', 'http://127.0.0.1:4010')
  await expect(plan.card('Local target').getByLabel('Key')).toHaveValue('local-target')

  const operation = await plan.addOperation('Read one order', 'GET', '/orders/{{ id }}')
  await operation.getByLabel('Path').blur()
  await expect(operation.getByLabel('Key')).toHaveValue('read-one-order')
  await operation.getByLabel('Add a check').fill('latency < 2s')
  await operation.getByLabel('Add a check').press('Enter')

  await plan.addObjective({
    operation: 'Read one order',
    metric: 'p95',
    target: '500ms',
    limit: '1s',
    priority: 'high',
  })
  await plan.addObjective({
    operation: 'All operations',
    metric: 'p50',
    target: '0.01ms',
    limit: '0.02ms',
    priority: 'low',
  })

  const scenario = await plan.addScenario('Twenty a second', 'load')
  await scenario.getByRole('radio', { name: 'Rate' }).click()
  await scenario.getByRole('textbox', { name: 'Rate', exact: true }).fill('20/s')
  await scenario.getByLabel('Ramp-up', { exact: true }).fill('10s')
  await scenario.getByLabel('Hold', { exact: true }).fill('50s')
  await expect(
    scenario.getByRole('img', { name: /Offered load: 1.min in all, peak 20\.0.\/s, about 1,100 requests/ }),
  ).toBeVisible()

  await scenario.getByLabel('Add a criterion').fill('p95(read-one-ordr) < 1s during steady')
  await scenario.getByLabel('Add a criterion').press('Enter')
  await scenario.getByRole('button', { name: 'read-one-order' }).click()
  await expect(scenario.getByRole('combobox', { name: 'criterion 1', exact: true })).toHaveValue(
    'p95(read-one-order) < 1s during steady',
  )

  await plan.expectSaved()
  const written = await plan.readYaml()
  expect(written).toContain('baseUrl: http://127.0.0.1:4010')
  expect(written).toContain('key: twenty-a-second')

  await page.reload()
  await expect(plan.summary).toHaveValue('Shows whether reading orders holds 20 a second.')
  const objectives = plan.section('Objectives')
  await expect(objectives.getByLabel('Target of read-one-order p95')).toHaveValue('500ms')
  await expect(objectives.getByLabel('Limit of all operations p50')).toHaveValue('0.02ms')
  expect(await plan.readYaml()).toBe(written)
})

test('a plan goes out as YAML and comes in again; a wrong document names its line and changes nothing', async ({
  page,
}) => {
  const plan = new PlanPage(page)
  await plan.createBlank('Round trip')
  await plan.replaceByYaml('headroom: 1\nname: Round trip\nmonitors:\n  - { key: app, kind: prometheus-endpoint }\n')
  await expect(plan.section('Monitors')).toContainText('prometheus-endpoint')
  const before = await plan.readYaml()

  await plan.replaceByYaml('headroom: 1\nname: Round trip\nscenarioes: []\n')
  await expect(page.getByRole('dialog')).toContainText('Line 3')
  await expect(page.getByRole('dialog')).toContainText('Did you mean "scenarios"?')
  await page.getByRole('button', { name: 'Close' }).last().click()
  await page.reload()
  expect(await plan.readYaml()).toBe(before)
})

test('what is typed while the server is away is kept, and saved when it is back', async ({ page }) => {
  const plan = new PlanPage(page)
  await plan.createBlank('Away')
  await page.route('**/api/v1/rpc/plans/edit', (route) => route.abort())
  await plan.summary.fill('Typed on a train')
  await expect(page.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible()
  page.once('dialog', (dialog) => dialog.accept())
  await page.reload()
  await expect(plan.summary).toHaveValue('Typed on a train')
  await page.unroute('**/api/v1/rpc/plans/edit')
  await plan.expectSaved()
  expect(await plan.readYaml()).toContain('Typed on a train')
})

test('two people in one field are shown both values; elsewhere both keep their work', async ({ page, context }) => {
  const plan = new PlanPage(page)
  await plan.createBlank('Together')
  const other = new PlanPage(await context.newPage())
  await other.page.goto(page.url())
  await other.page.getByLabel('Engineer', { exact: true }).fill('Grace')
  await other.page.getByLabel('Version under test').fill('theirs')
  await other.expectSaved()

  await plan.summary.fill('Mine')
  await plan.expectSaved()
  await expect(page.getByLabel('Engineer', { exact: true })).toHaveValue('Grace')

  await other.page.getByLabel('Version under test').fill('theirs again')
  await other.expectSaved()
  await page.getByLabel('Version under test').fill('mine')
  const dialog = page.getByRole('dialog', { name: 'Somebody changed this field too' })
  await expect(dialog).toContainText('theirs again')
  await dialog.getByRole('button', { name: /^Use th(is|ese) values?$/ }).click()
  await plan.expectSaved()
  expect(await plan.readYaml()).toContain('version: mine')
  await other.page.close()
})

test('the pre-flight says what stands against a run, and leads there', async ({ page }) => {
  const plan = new PlanPage(page)
  await plan.createFromYaml(`headroom: 1
name: Not ready
environments:
  - { key: out, name: Outside, baseUrl: "http://192.0.2.1" }
operations:
  - { key: ping, name: Ping, request: { method: GET, path: /health }, checks: ["status = 200"] }
slas:
  - { key: ping-p95, operation: ping, metric: p95, target: 300, limit: 250ms }
scenarios:
  - { key: smoke, type: smoke, load: { model: users, users: 1, hold: 5s, thinkTime: 1s }, mix: [{ operation: ping, weight: 1 }] }
`)
  await expect(page.getByText(/errors? stops? a run/)).toBeVisible()
  const dialog = await plan.openPreflight()
  await expect(dialog.getByRole('button', { name: 'Start run' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByLabel('Target of ping p95')).toBeFocused()
  await page.getByLabel('Target of ping p95').fill('200ms')
  await plan.expectSaved()
  await expect(page.getByText(/errors? stops? a run/)).toBeHidden()

  const again = await plan.openPreflight()
  await expect(again).toContainText('not allowed')
  await expect(again.getByRole('button', { name: 'Start run' })).toBeDisabled()
})

test('the pre-flight proposes the environment that the scenario names', async ({ page }) => {
  const plan = new PlanPage(page)
  await plan.createFromYaml(`headroom: 1
name: Two places
environments:
  - { key: near, name: Near, baseUrl: "http://127.0.0.1:4010" }
  - { key: far, name: Far, baseUrl: "http://127.0.0.1:4011" }
operations:
  - { key: ping, name: Ping, request: { method: GET, path: /health } }
scenarios:
  - { key: here, name: Here, type: smoke, load: { model: users, users: 1, hold: 5s, thinkTime: 1s }, mix: [{ operation: ping, weight: 1 }] }
  - { key: there, name: There, type: smoke, environment: far, load: { model: users, users: 1, hold: 5s, thinkTime: 1s }, mix: [{ operation: ping, weight: 1 }] }
`)
  const dialog = await plan.openPreflight()
  await expect(dialog.getByLabel('Environment')).toHaveValue('near')
  await dialog.getByLabel('Scenario').selectOption({ label: 'There' })
  await expect(dialog.getByLabel('Environment')).toHaveValue('far')
})

test('the pages raise nothing in axe, light and dark', async ({ page }) => {
  const plan = new PlanPage(page)
  await expectAccessible(page)
  await page.goto('/plans/new')
  await expectAccessible(page)
  await plan.createBlank('Accessible')
  await plan.addOperation('Read', 'GET', '/orders/1')
  await plan.addObjective({ operation: 'Read', metric: 'p95', target: '2s', limit: '1s', priority: 'high' })
  await plan.addScenario('Steady', 'load')
  await plan.expectSaved()
  for (const name of ['light', 'dark'] as const) {
    await theme(page, name)
    await expectAccessible(page)
  }
  const dialog = await plan.openPreflight()
  await expect(dialog.getByText(/worker|error/).first()).toBeVisible()
  await expectAccessible(page)
})

test('what was written by hand is run and judged: one objective holds, one does not', async ({ page }) => {
  const plan = new PlanPage(page)
  await plan.createBlank('Judged by hand')
  await plan.addEnvironment('Demo', process.env.HEADROOM_E2E_DEMO_URL ?? '')
  await plan.addOperation('List orders', 'GET', '/orders?limit=5')
  // Limits of seconds: a machine busy with the browser must not make the instrument doubtful.
  await plan.addObjective({ operation: 'List orders', metric: 'p95', target: '2s', limit: '4s', priority: 'high' })
  await plan.addObjective({
    operation: 'List orders',
    metric: 'rate',
    target: '500/s',
    limit: '400/s',
    priority: 'high',
  })
  const scenario = await plan.addScenario('Thirty a second', 'load')
  await scenario.getByRole('radio', { name: 'Rate' }).click()
  await scenario.getByRole('textbox', { name: 'Rate', exact: true }).fill('30/s')
  await scenario.getByLabel('Ramp-up', { exact: true }).fill('1s')
  await scenario.getByLabel('Hold', { exact: true }).fill('10s')
  await plan.expectSaved()

  const run = await startFromPlan(page, 'Judged by hand', 'Thirty a second')
  await run.waitForVerdict(60_000)
  await expect(run.verdict.locator('[data-verdict]').first()).toHaveText(/Fail/)
  await expect(run.verdict).toContainText('1 of 2 objectives met')
  await expect(run.objectives.getByRole('row', { name: /p95/ })).toContainText('Pass')
  await expect(run.objectives.getByRole('row', { name: /rate/ })).toContainText('Fail')
})
