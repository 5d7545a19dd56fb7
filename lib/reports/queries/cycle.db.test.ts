import { expect, it } from 'vitest'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { addEndedRun, makeTeam, ordersDraft } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { decide } from '#lib/decisions/commands/decide.ts'
import { signDecision } from '#lib/decisions/commands/sign.ts'
import { createFinding } from '#lib/improvement/commands/finding.ts'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { healthySecond, secondOf, storeRows } from '#lib/runs/testing.ts'
import { cycleViewSchema } from '../cycle-view-schema.ts'
import { getCycle } from './cycle.ts'
import { getCycleReport } from './cycle-report.ts'

const database = useTestDatabase()

it('reads a cycle in one call, with numbers from the rows of its runs', async () => {
  const { db } = database
  const { engineer, lead, viewer, stranger, planId } = await makeTeam(db)
  const { id } = await createCycle(engineer.ctx, { id: planId })
  const runId = await addEndedRun(db, { cycleId: id, scenario: 'peak' })
  const rollup = new Rollup()
  const ok = [...Array(19).fill(20_000), 40_000]
  const rows = [0, 1].flatMap((second) => rollup.close(second, [secondOf(ALL_OPERATIONS, ok, [50_000])]))
  await storeRows(db, { runId }, [...rows, ...rollup.flush()], [healthySecond(0), { ...healthySecond(1), sent: 42 }])
  await createFinding(engineer.ctx, { id, title: 'Slow', severity: 'high', run: runId })
  await decide(lead.ctx, { id, outcome: 'no-go', justification: 'Half of it is missing.', reason: 'Not run' })
  await signDecision(lead.ctx, { id, role: 'Test lead' })

  const view = await getCycle(viewer.ctx, id)
  expect(cycleViewSchema.parse(view)).toEqual(view)
  expect(view.matrix[1]).toMatchObject({
    ...{ requests: 42, peakRatePerSecond: 42, throughput: { target: 40, actual: 20 } },
    latencyMs: { p50: expect.closeTo(20, 0), p95: expect.closeTo(20, 0), max: 40 },
  })
  expect(view.matrix[1]?.errorRate).toBeCloseTo(1 / 21)
  expect(view).toMatchObject({
    ...{
      planChangedSince: null,
      signOffRoles: ['Test lead', 'Operations'],
      shareLinks: [],
      evidenceHash: view.decision?.evidenceHash,
    },
    may: { edit: false, start: false, decide: false, sign: true, share: false },
    signOffs: [{ role: 'Test lead', valid: true, isMine: false }],
    findings: [{ label: 'PERF-001' }],
  })
  await expect(getCycle(stranger.ctx, id)).rejects.toMatchObject({ code: 'not_found' })
})

it('tells in the report what became of the phases of a run', async () => {
  const { db } = database
  const phases = [{ key: 'steady', name: 'Steady part', success: ['error_rate < 5%'] }]
  const scenarios = ordersDraft().scenarios?.map((one) => (one.key === 'peak' ? { ...one, phases } : one)) ?? []
  const { engineer, planId } = await makeTeam(db, ordersDraft({ scenarios }))
  const { id } = await createCycle(engineer.ctx, { id: planId })
  await addEndedRun(db, { cycleId: id, scenario: 'peak', verdicts: { 'peak-steady-1': 'warn' } })
  const { model } = await getCycleReport(engineer.ctx, id)
  const found = model.blocks.find((block) => block.kind === 'table' && block.key === 'phases-peak')
  expect(found).toMatchObject({ rows: [[{ text: 'Steady part' }, {}, {}, {}, {}, { text: 'Warn', tone: 'warn' }]] })
})
