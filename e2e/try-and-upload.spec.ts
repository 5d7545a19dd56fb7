import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from './fixtures.ts'
import { AccountPage } from './pages/account-page.ts'
import { PlanPage } from './pages/plan-page.ts'
import { startFromPlan } from './pages/start-run.ts'

async function expectAccessible(page: Page, ...places: string[]): Promise<void> {
  const part = places.reduce((axe, place) => axe.include(place), new AxeBuilder({ page }))
  const { violations } = await part.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

// The project keeps its files: each attempt has one of its own.
const FILE = `people-${Date.now()}.csv`
const PLAN = `headroom: 1
name: Orders of people
environments:
  - { key: here, name: Here, baseUrl: "${process.env.HEADROOM_E2E_DEMO_URL}" }
testData:
  datasets: [{ key: people, file: ${FILE} }]
operations:
  - key: create-order
    name: Create order
    request: { method: POST, path: /orders, body: { json: { name: "{{ people.name }}" } } }
    checks: ["status = 201"]
    extract: { orderId: "body $.id" }
  - key: read-order
    name: Read order
    request: { method: GET, path: "/orders/{{ orderId }}" }
    checks: ["status = 200", "body $.name = Grace"]
flows:
  - { key: buy, name: Buy, steps: [create-order, { think: 100ms }, read-order] }
scenarios:
  - { key: short, name: Short, type: smoke, load: { model: rate, rate: 10/s, hold: 5s }, mix: [{ flow: buy, weight: 1 }], criteria: ["error_rate < 50%"] }
`

test('a data set is uploaded, an operation tried with what it needs, a flow put in order, and all of it run', async ({
  page,
}) => {
  test.setTimeout(180_000)
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'headroom-csv-')), 'any-name.csv')
  writeFileSync(file, 'email,name\nada@example.test,Ada\n')
  await new AccountPage(page).enter()
  const plan = new PlanPage(page)
  await plan.createFromYaml(PLAN)

  const tryIt = page.getByRole('dialog', { name: 'Try Read order' })
  await page.getByRole('button', { name: 'Try it: Read order' }).click()
  await tryIt.getByRole('button', { name: 'Send' }).click()
  await expect(tryIt.getByRole('alert')).toContainText(`${FILE} of the data set people is not uploaded`)
  await tryIt.getByRole('button', { name: 'Done' }).click()

  const dataset = await plan.unfold('people')
  await dataset.getByLabel('Upload a CSV file: choose a file').setInputFiles(file)
  await expect(dataset).toContainText('1 row, 32 B, with the columns email, name')
  await dataset.getByRole('button', { name: 'Show the first rows' }).click()
  await expect(dataset.getByRole('cell', { name: 'ada@example.test' })).toBeVisible()

  await page.getByRole('button', { name: 'Try it: Read order' }).click()
  await tryIt.getByRole('button', { name: 'Send' }).click()
  await expect(tryIt.getByRole('button', { name: /Create order.*201/ })).toBeVisible()
  await expect(tryIt.getByText('Does not hold', { exact: true })).toBeVisible()
  await expect(tryIt.getByRole('region', { name: 'Request and response' })).toContainText('"name": "Ada"')
  await expectAccessible(page, '[role=dialog]')
  await tryIt.getByRole('button', { name: 'Done' }).click()

  const operation = await plan.unfold('Read order')
  await operation.getByRole('textbox', { name: 'check 2' }).fill('body $.name = Ada')
  const flow = await plan.unfold('Buy')
  await flow.getByLabel('Pause of step 2').press('Alt+ArrowDown')
  await expect(flow.getByLabel('Pause of step 3')).toBeFocused()
  await flow.getByLabel('Pause of step 3').press('Alt+ArrowUp')
  await plan.expectSaved()
  await expectAccessible(page, '#testData', '#operations', '#flows', '#setup', '#teardown', '#auth')

  const run = await startFromPlan(page, 'Orders of people', 'Short')
  // The worker may still carry out the run of another journey.
  await run.waitForVerdict(100_000)
  // Whether it was fast enough is for the machine to say; that each order was found under the uploaded name is not.
  const summary = await page.request.get(`/api/v1/runs/${page.url().split('/').at(-1)}/summary`)
  const { operations } = await summary.json()
  expect(operations['read-order']).toMatchObject({ failed: 0 })
  expect(operations['read-order'].ok).toBeGreaterThan(10)
})
