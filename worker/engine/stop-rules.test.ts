import { describe, expect, it } from 'vitest'
import type { CriterionEntry } from '#lib/plans/criterion.ts'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import { ALL_OPERATIONS, type GeneratorSecond } from '#lib/runs/bucket.ts'
import { emptyRow, Rollup } from '#lib/runs/rollup.ts'
import type { EngineTick } from './engine.ts'
import { HopelessRun } from './hopeless.ts'
import { hold, inputOf, load, operation, planOf } from './plan-fixture.ts'
import { StopRules } from './stop-rules.ts'

function tick(second: number, ok: number, failed: number): EngineTick {
  const row = emptyRow(ALL_OPERATIONS)
  for (let i = 0; i < ok; i++) row.okResponse.record(1000)
  Object.assign(row.counts, { ok, failed, offered: ok + failed, sent: ok + failed })
  return { buckets: new Rollup().close(second, [row]), generator: [{ second } as GeneratorSecond], samples: [] }
}

function rules(...sentences: string[]): StopRules {
  const stopWhen = sentences.map((text): CriterionEntry => {
    const parsed = parseCriterion(text)
    if (!parsed.ok) throw new Error(parsed.problem.message)
    return {
      kind: 'criterion',
      criterion: parsed.criterion,
      target: parsed.criterion.value,
      limit: parsed.criterion.value,
    }
  })
  return new StopRules(
    planOf('http://x', [operation('x')], load('rate', hold(60_000, 1)), {}, { stopWhen }).scenarios[0]!,
  )
}

describe('stop rules', () => {
  it('hold over their whole window, not before', () => {
    const watched = rules('error_rate > 50% for 3s')
    const told = [
      [0, 10],
      [0, 10],
      [8, 2],
      [4, 6],
      [3, 7],
      [3, 7],
    ].map(([ok, failed], second) => watched.look(tick(second, ok!, failed!)))
    // 3 s windows: 22 of 30 failed already in second 2.
    expect(told.map(Boolean)).toEqual([false, false, true, true, false, true])
    expect(told[2]).toMatch(/error_rate > 50% for 3s/)
  })

  it('do nothing when there are none, or nothing was measured', () => {
    expect(rules().look(tick(0, 0, 10))).toBeNull()
    expect(rules('monitor(cpu) > 95%').look(tick(0, 0, 10))).toBeNull()
    expect(rules('error_rate > 5%').look(tick(0, 0, 0))).toBeNull()
  })
})

describe('a run of nothing but errors', () => {
  const look = (run: HopelessRun, ok: number, failed: number) =>
    Array.from({ length: 60 }, (_, second) => run.look(tick(second, ok, failed).buckets[0]!)).at(-1)

  it('is stopped after a minute, unless the scenario expects failures', () => {
    const plan = planOf('http://x', [operation('x')], load('rate', hold(60_000, 1)))
    expect(look(new HopelessRun(inputOf(plan)), 1, 9)).toMatch(/540 of 600 requests failed/)
    expect(look(new HopelessRun(inputOf(plan)), 2, 8)).toBeNull()
    plan.scenarios[0]!.expectFailures = [{ operation: 'x', status: [503] }]
    expect(look(new HopelessRun(inputOf(plan)), 0, 9)).toBeNull()
  })
})
