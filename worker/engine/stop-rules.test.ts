import { describe, expect, it } from 'vitest'
import type { CompiledScenario } from '#lib/plans/compiled.ts'
import type { CriterionEntry } from '#lib/plans/criterion.ts'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import { ALL_OPERATIONS, type Bucket } from '#lib/runs/bucket.ts'
import { emptyRow, Rollup } from '#lib/runs/rollup.ts'
import { HopelessRun } from './hopeless.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { RunJudge } from './run-judge.ts'
import { StopRules } from './stop-rules.ts'

/** One second of all operations: `ok` attempts that took `ms`, and failed ones. */
function rowsOf(second: number, ok: number, failed: number, ms = 1): Bucket[] {
  const row = emptyRow(ALL_OPERATIONS)
  for (let i = 0; i < ok; i++) row.okResponse.record(ms * 1000)
  row.maxMicros = ms * 1000
  Object.assign(row.counts, {
    okResponseSumMicros: ok * ms * 1000,
    ok,
    failed,
    offered: ok + failed,
    sent: ok + failed,
  })
  return new Rollup().close(second, [row]).filter(({ resolution }) => resolution === 1)
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
  return new StopRules(scenarioWith({ stopWhen }))
}

const scenarioWith = (part: Partial<CompiledScenario>) =>
  planOf('http://x', [operation('x')], load('rate', hold(60_000, 1)), {}, part).scenarios[0]!

/** The seconds in which a rule is met. */
function metIn(watched: StopRules, seconds: Bucket[][]): number[] {
  return seconds.flatMap((rows, second) => (watched.look(second, rows, []) ? [second] : []))
}

/** 100 s of `perSecond` attempts, slow from second 40 for `slowSeconds`. */
const slowFor = (slowSeconds: number, perSecond: number) =>
  Array.from({ length: 100 }, (_, second) =>
    rowsOf(second, perSecond, 0, second >= 40 && second < 40 + slowSeconds ? 3000 : 10),
  )

describe('stop rules', () => {
  it('are not met by less than their window, as who takes over in the middle of a run has seen', () => {
    const watched = rules('error_rate > 50% for 5s')
    const metAt = Array.from({ length: 10 }, (_, n) => 100 + n).find((second) =>
      watched.look(second, rowsOf(second, 0, 100), []),
    )
    expect(metAt).toBe(104)
  })

  it('hold over their whole window, not before', () => {
    const watched = rules('error_rate > 50% for 3s')
    const told = [
      [0, 10],
      [0, 10],
      [8, 2],
      [4, 6],
      [3, 7],
      [3, 7],
    ].map(([ok, failed], second) => watched.look(second, rowsOf(second, ok!, failed!), []))
    // In seconds 0 – 2 the breach was over before the end, in 2 – 4 it had not begun.
    expect(told.map(Boolean)).toEqual([false, false, false, true, false, true])
    expect(told[3]).toMatch(/error_rate > 50% for 3s/)
  })

  it.each([500, 50, 20])('hold once a breach has lasted for all of the window, at %s/s', (perSecond) => {
    expect(metIn(rules('p95 > 2s for 30s'), slowFor(20, perSecond))).toEqual([])
    const [first] = metIn(rules('p95 > 2s for 30s'), slowFor(32, perSecond))
    expect(first).toBeGreaterThanOrEqual(60)
    expect(first).toBeLessThanOrEqual(71)
  })

  it('fire after exactly their window where every second can be measured', () => {
    expect(metIn(rules('p95 > 2s for 30s'), slowFor(30, 500))).toEqual([69])
    expect(metIn(rules('mean > 2s for 5s'), slowFor(6, 3))).toEqual([44, 45])
  })

  it('see a rare failure in as many attempts as it takes, not second by second', () => {
    const everyThird = Array.from({ length: 60 }, (_, second) => rowsOf(second, 10, second % 3 === 0 ? 3 : 0))
    expect(metIn(rules('error_rate > 5% for 30s'), everyThird)[0]).toBe(29)
  })

  it('count totals over the whole window', () => {
    const dropping = Array.from({ length: 12 }, (_, second) => {
      const rows = rowsOf(second, 10, 0)
      for (const row of rows) row.droppedTarget = second >= 5 ? 4 : 0
      return rows
    })
    expect(metIn(rules('dropped > 10 for 5s'), dropping)).toEqual([7, 8, 9, 10, 11])
  })

  it('look at all shards together', () => {
    const watched = rules('error_rate > 50%')
    expect(watched.look(0, [...rowsOf(0, 80, 20), ...rowsOf(0, 10, 90)], [])).toMatch(/error_rate > 50%/)
    expect(watched.look(1, [...rowsOf(1, 80, 20), ...rowsOf(1, 40, 60)], [])).toBeNull()
  })

  it('do nothing when there are none, or nothing was measured', () => {
    expect(rules().look(0, rowsOf(0, 0, 10), [])).toBeNull()
    expect(rules('monitor(cpu) > 95%').look(0, rowsOf(0, 0, 10), [])).toBeNull()
    expect(rules('error_rate > 5%').look(0, rowsOf(0, 0, 0), [])).toBeNull()
    expect(metIn(rules('p95 > 2s for 5s'), slowFor(20, 30))).toEqual([])
  })
})

describe('a run of nothing but errors', () => {
  const look = (run: HopelessRun, ok: number, failed: number) =>
    Array.from({ length: 60 }, () => run.look([{ ok, failed }])).at(-1)

  it('is stopped after a minute, unless the scenario expects failures', () => {
    expect(look(new HopelessRun(scenarioWith({})), 1, 9)).toMatch(/540 of 600 requests failed/)
    expect(look(new HopelessRun(scenarioWith({})), 2, 8)).toBeNull()
    const expectFailures = [{ operation: 'x', status: [503] }]
    expect(look(new HopelessRun(scenarioWith({ expectFailures })), 0, 9)).toBeNull()
  })

  it('is judged over all shards', () => {
    const both = (run: RunJudge) =>
      Array.from({ length: 60 }, (_, second) =>
        run.look(second, [...rowsOf(second, 0, 10), ...rowsOf(second, 2, 2)], []),
      ).at(-1)
    expect(both(new RunJudge(scenarioWith({})))).toBeNull()
    const failing = Array.from({ length: 60 }, (_, second) => rowsOf(second, 0, 10))
    const judge = new RunJudge(scenarioWith({}))
    expect(failing.map((rows, second) => judge.look(second, rows, [])).at(-1)).toMatchObject({ reason: 'aborted' })
  })
})
