import { afterEach, describe, expect, it, vi } from 'vitest'
import { planOf as compiled } from '#lib/plans/compile-fixture.ts'
import { writeLedgerSchema } from '#lib/runs/write-ledger.ts'
import { NO_WRITE_FAULTS } from '#worker/demo-target/faults/write-faults.ts'
import { type DemoTarget, startDemoTarget } from '#worker/demo-target/server.ts'
import { inputOf } from './plan-fixture.ts'
import { startEngine } from './start.ts'

vi.setConfig({ testTimeout: 30_000 })

let target: DemoTarget | undefined
afterEach(async () => {
  await target?.close()
  target = undefined
})

async function writeOrders(faults: Partial<typeof NO_WRITE_FAULTS>, threads = 1) {
  const writeFaults = { ...NO_WRITE_FAULTS, ...faults }
  target = await startDemoTarget({ port: 0, behaviour: { latency: { kind: 'constant', ms: 1 }, writeFaults } })
  const plan = compiled({
    name: 'Orders',
    environments: [{ key: 'local', baseUrl: target.url }],
    operations: [
      {
        key: 'create',
        request: {
          method: 'POST',
          path: '/orders',
          body: { json: { name: 'Item {{ iteration }}', reference: '{{ uuid }}' } },
        },
        checks: ['status = 201'],
        extract: { reference: 'body $.reference' },
        write: { key: '{{ reference }}', readBack: 'find' },
      },
      { key: 'find', request: { path: '/orders?reference={{ reference }}' } },
    ],
    scenarios: [{ key: 'main', load: { rate: '100/s', hold: '1s' }, mix: [{ operation: 'create' }] }],
  })
  const marks: unknown[] = []
  const engine = startEngine(
    inputOf(plan, { threads }),
    (tick) => void marks.push(...(tick.marks ?? []).map(({ data }) => data)),
  )
  const outcome = await engine.finished
  return { outcome, ledgers: marks.map((data) => writeLedgerSchema.parse(data)) }
}

describe('acknowledged writes', () => {
  it('are read back once: 7 lost, 3 duplicated and 1 corrupted of 100', async () => {
    const { outcome, ledgers } = await writeOrders({ drop: 7, double: 3, corrupt: 1 })
    expect(outcome.reason).toBe('completed')
    expect(ledgers).toHaveLength(1)
    expect(ledgers[0]).toMatchObject({ acknowledged: 100, read: 100, lost: 7, duplicated: 3, corrupted: 1, unread: 0 })
    expect(ledgers[0]?.listed).toBe(100)
    expect(ledgers[0]?.examples).toHaveLength(11)
  })

  it('are all there over several threads when nothing went wrong', async () => {
    const { ledgers } = await writeOrders({}, 2)
    expect(ledgers[0]).toMatchObject({
      acknowledged: 100,
      read: 100,
      lost: 0,
      duplicated: 0,
      corrupted: 0,
      examples: [],
    })
  })
})
