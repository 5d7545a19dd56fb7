// The end of the main job: three people bring a release to a decision, and what they signed falls when its ground moves.

import AxeBuilder from '@axe-core/playwright'
import type { Browser } from '@playwright/test'
import { expect, type Page, test } from './fixtures.ts'
import { AccountPage, type ADMIN } from './pages/account-page.ts'

const ENGINEER = {
  name: 'Enno Engineer',
  email: 'enno@example.test',
  password: 'correct horse battery',
  role: 'engineer',
}
const STAKEHOLDER = {
  name: 'Stella Stake',
  email: 'stella@example.test',
  password: 'correct horse battery',
  role: 'viewer',
}

const planOf = (target: string): string => `
headroom: "1"
name: Release check
version: "2.4.0"
contacts: [{ role: Test lead, email: lead@example.test }, { role: Operations, email: ops@example.test }]
criticalMetrics: [p95(order)]
environments: [{ key: demo, name: Demo target, baseUrl: "${process.env.HEADROOM_E2E_DEMO_URL}" }]
operations: [{ key: order, name: Create order, request: { method: POST, path: /orders, body: { json: { name: Item } } } }]
slas: [{ key: order-p95, label: Orders p95, operation: order, metric: p95, target: ${target}, limit: 30s, priority: medium }]
scenarios:
  - { key: short, type: smoke, name: Short, load: { model: rate, stages: [{ key: steady, for: 12s, rate: 20/s }] }, mix: [{ operation: order }] }
checklists: { before: [{ key: env, text: Environment is stable, gate: true }] }
`

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}

/** A person of their own browser, signed in at an address. */
async function personAt(browser: Browser, person: typeof ADMIN, address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto('/login')
  await new AccountPage(page).signIn(person)
  await page.getByRole('button', { name: `Account of ${person.name}` }).waitFor()
  await page.goto(address)
  return page
}

async function addPerson(page: Page, { name, email, password, role }: typeof ENGINEER): Promise<void> {
  await page.getByRole('button', { name: 'Add a person' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a person' })
  await dialog.getByLabel('E-mail').fill(email)
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('First password').fill(password)
  await dialog.getByLabel('Role').selectOption(role)
  await dialog.getByRole('button', { name: 'Add to the project' }).click()
  await expect(page.getByLabel(`Role of ${name}`)).toHaveValue(role)
}

async function sign(page: Page, role: string): Promise<void> {
  const sheet = page.getByRole('region', { name: 'Sign-offs' })
  await sheet.getByRole('button', { name: 'Sign', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign the decision' })
  await dialog.getByLabel('You sign as').fill(role)
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
  await expect(sheet.locator('[data-signed="valid"]', { hasText: role })).toBeVisible()
}

test('a cycle is run, decided and signed by three people; a changed plan takes the signatures back; a link shows the report', async ({
  page: lead,
  browser,
}) => {
  test.setTimeout(240_000)
  await new AccountPage(lead).enter()
  await lead.goto('/settings')
  await addPerson(lead, ENGINEER)
  await addPerson(lead, STAKEHOLDER)
  const { items } = await (await lead.request.get('/api/v1/projects')).json()
  const origin = { origin: new URL(lead.url()).origin }
  const created = await lead.request.post(`/api/v1/projects/${items[0].id}/plans`, {
    headers: origin,
    data: { yaml: planOf('1ms') },
  })
  const plan = await created.json()

  await lead.goto(`/plans/${plan.id}`)
  await lead.getByRole('button', { name: 'New cycle' }).click()
  await lead.getByRole('dialog').getByRole('button', { name: 'Create cycle' }).click()
  await lead.waitForURL(/\/cycles\/[0-9a-f-]{36}$/)
  const address = new URL(lead.url()).pathname

  await lead.getByRole('button', { name: 'Change…' }).click()
  await lead.getByLabel('Seconds of pause before Short').fill('1')
  await expectAccessible(lead)
  await lead.getByRole('button', { name: 'Save the suite' }).click()
  await expect(lead.getByRole('region', { name: 'Suite' })).toContainText('of pause, then')

  const engineer = await personAt(browser, ENGINEER, address)
  await engineer.getByRole('button', { name: 'Tick: Environment is stable' }).click()
  await engineer.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(engineer.getByRole('button', { name: 'Tick: Environment is stable' })).toHaveCount(0)
  await engineer.getByRole('button', { name: 'Start suite' }).click()
  await engineer.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click()
  await expect(engineer.getByRole('region', { name: 'Suite' })).toContainText('1 of 1 done', { timeout: 60_000 })
  await expect(engineer.getByText('Nobody has decided yet')).toBeVisible()

  await lead.reload()
  const decide = lead.getByRole('form', { name: 'Decide' })
  await decide.getByRole('radio', { name: 'Conditional' }).check()
  const against = decide.getByLabel('Why against the proposal')
  if (await against.isVisible()) await against.fill('The machine of the tests is busy.')
  await decide.getByLabel('Condition 1').fill('Watch the orders for a day')
  await decide.getByLabel('Owner').fill('Operations')
  await decide.getByLabel('Due on').fill('2030-01-31')
  await decide.getByLabel('Justification').fill('The limit holds.')
  await decide.getByRole('button', { name: 'Decide: conditional go' }).click()
  await expect(lead.getByRole('region', { name: 'Decision', exact: true })).toContainText('Watch the orders for a day')
  await sign(lead, 'Test lead')
  const stakeholder = await personAt(browser, STAKEHOLDER, address)
  await sign(stakeholder, 'Operations')
  await expectAccessible(stakeholder)

  const kept = await lead.request.delete(`/api/v1/plans/${plan.id}`, { headers: origin })
  expect(await kept.text()).toContain('decisions are kept')
  const { etag = '' } = (await lead.request.get(`/api/v1/plans/${plan.id}/document`)).headers()
  const changed = await lead.request.put(`/api/v1/plans/${plan.id}/document`, {
    headers: { ...origin, 'content-type': 'application/yaml', 'if-match': etag },
    data: planOf('2ms'),
  })
  expect(changed.ok()).toBe(true)
  await lead.reload()
  await expect(lead.getByText('The plan has changed since r1')).toBeVisible()
  await expect(lead.locator('[data-signed="valid"]')).toHaveCount(2)
  await lead.getByRole('button', { name: 'Move to another revision…' }).click()
  await lead.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click()
  await expect(lead.getByRole('dialog')).toContainText('2 signatures are revoked')
  await lead.getByRole('button', { name: 'Go on' }).click()
  await stakeholder.reload()
  await expect(stakeholder.locator('[data-signed="revoked"]')).toHaveCount(2)

  await lead.getByRole('button', { name: 'Share' }).click()
  await lead.getByRole('button', { name: 'Create link' }).click()
  const link = await lead.getByLabel('The link; it is shown only now').inputValue()
  const reader = await (await browser.newContext()).newPage()
  await reader.goto(link)
  await expect(reader.getByRole('region', { name: 'Decision' })).toContainText('Conditional go')
  await expect(reader.getByRole('heading', { name: 'Critical metrics' })).toBeVisible()
  await expect(reader.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  await expectAccessible(reader)
  await lead.getByRole('button', { name: /^Revoke link/ }).click()
  await lead.getByRole('button', { name: 'Revoke the link' }).click()
  await expect(lead.getByText(/^revoked .*; by/)).toBeVisible()
  await reader.reload()
  await expect(reader.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible()
})
