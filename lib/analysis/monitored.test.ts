import { describe, expect, it } from 'vitest'
import type { MonitorPoint, MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledMonitor, CompiledMonitorMetric } from '#lib/plans/compiled.ts'
import { readScaling } from '#lib/plans/scaling-statement.ts'
import { analyseAutoscaling } from './autoscaling.ts'
import { analyseBottlenecks } from './bottleneck.ts'
import { analyseConflicts } from './conflicts.ts'
import { analyseCorrelation } from './correlation.ts'
import { analyseCounters } from './counters.ts'
import { analyseFreed } from './freed.ts'
import { analyseMonitoredMemory, memoryGrowthOf } from './memory.ts'
import type { RunData } from './run-data.ts'
import { figureOf, point, points, runOf, stagesOf, windowOf } from './run-fixture.ts'
import { analyseRuntime } from './runtime.ts'

type Kind = Partial<MonitorSeries> & Pick<MonitorSeries, 'key'>
const told = (about: Kind, readings: [atMs: number, value: number | null][]): MonitorSeries => ({
  ...{ monitor: 'app', label: about.key, role: null, unit: null, kind: 'gauge' },
  ...about,
  points: readings.map(([offsetMs, value]): MonitorPoint => ({ offsetMs, value })),
})

/** Every `stepMs` through so many seconds, with one just before the load. */
const over = (seconds: number, stepMs: number, value: (second: number) => number): [number, number][] =>
  Array.from({ length: Math.floor((seconds * 1000) / stepMs) + 1 }, (_, at) => [
    at === 0 ? -1 : at * stepMs,
    value((at * stepMs) / 1000),
  ])

const metric = (key: string, more: Partial<CompiledMonitorMetric> = {}): CompiledMonitorMetric => ({
  ...{ key, label: key, role: null, unit: null, kind: 'counter', take: key, counts: [], balance: [] },
  ...more,
})
const plannedBy = (metrics: CompiledMonitorMetric[], scaling: RunData['planned']['scaling'] = null) => ({
  monitors: [
    { key: 'app', name: 'App', kind: 'json', url: null, headers: {}, intervalMs: 1000, metrics } as CompiledMonitor,
  ],
  scaling,
})

const HOLD = stagesOf([{ key: 'hold', from: 100, seconds: 300 }])

describe('correlation with resources', () => {
  const all = points(300, (second) => ({ p95Ms: 20 + 10 * Math.sin(second / 20) + second / 20 }))
  const cpu = told(
    { key: 'cpu', label: 'CPU', unit: 'percent' },
    over(300, 10_000, (at) => 50 + 10 * Math.sin((at + 5) / 20) + at / 20),
  )

  it('finds that response time moves with CPU, on the readings there are', () => {
    const said = analyseCorrelation(runOf(all, HOLD, { monitors: [cpu] }))
    expect(said?.sentence).toMatch(/Response time \(p95\) rises with CPU/)
    const row = said?.table?.rows.find(({ cause }) => cause === 'CPU')
    expect(row).toMatchObject({ symptom: 'Response time (p95)', n: 29, lag: 0 })
    expect(String(row?.note)).toContain('strong: response time (p95) rises with CPU')
  })

  it('holds disk against throughput and the network against failures, and says what is constant', () => {
    const flat = (key: string) =>
      told(
        { key, label: key },
        over(300, 10_000, () => 3),
      )
    const rows = analyseCorrelation(runOf(all, HOLD, { monitors: [flat('disk'), flat('network')] }))?.table?.rows
    const of = (cause: string) => rows?.filter((row) => row.cause === cause).map(({ symptom }) => symptom)
    expect(of('disk')).toEqual(['Throughput', 'Response time (p95)'])
    expect(of('network')).toEqual(['Rate of failures', 'Throughput'])
    expect(rows?.find(({ cause }) => cause === 'disk')?.note).toContain('not computable')
  })
})

it('lists bottlenecks of the database, the application and the infrastructure, with advice', () => {
  const at = (value: number) => over(300, 10_000, () => value)
  const monitors = [
    told({ key: 'cpu', label: 'CPU', unit: 'percent' }, at(85)),
    told({ key: 'db-cpu', label: 'Database CPU', role: 'cpu', unit: '%' }, at(92)),
    told({ key: 'disk', label: 'Disk', unit: 'percent' }, at(81)),
    told({ key: 'memory', label: 'Memory', unit: 'percent' }, at(60)),
  ]
  const said = analyseBottlenecks(runOf(points(300), HOLD, { monitors }))
  expect(said.sentence).toBe('Database CPU was the tightest: 92.0\u00a0%, high.')
  const rows = said.table?.rows.map(({ layer, name, severity }) => [layer, name, severity])
  expect(rows).toEqual(
    expect.arrayContaining([
      ['application', 'CPU', 'medium'],
      ['database', 'Database CPU', 'high'],
      ['infrastructure', 'Disk', 'medium'],
      ['application', 'Memory', ''],
    ]),
  )
  expect(said.table?.rows.find(({ name }) => name === 'CPU')?.advice).toContain('Profile')
})

describe('memory', () => {
  const memory = (value: (second: number) => number) =>
    told({ key: 'memory', label: 'Heap', unit: 'MB' }, over(300, 2000, value))
  const said = (value: (second: number) => number) =>
    analyseMonitoredMemory(runOf(points(300), HOLD, { monitors: [memory(value)] }))[0]

  it('that grows by 10 MB a minute is a leak, with what it was before, at most, after, and an hour', () => {
    const leak = said((second) => 100 + second / 6)
    expect(leak).toMatchObject({ key: 'drift/memory', tone: 'bad', suggestion: { title: 'Memory leak' } })
    expect(leak?.sentence).toContain('That is a leak.')
    expect([figureOf(leak ?? null, 'initial'), figureOf(leak ?? null, 'peak')]).toEqual([100e6, 150e6])
    expect([figureOf(leak ?? null, 'final'), figureOf(leak ?? null, 'growth')]).toEqual([150e6, 50e6])
    expect(figureOf(leak ?? null, 'per-hour')).toBeCloseTo(600e6, -6)
  })

  it('that was not read before the load is not said to have been', () => {
    const series = memory(() => 100)
    const late = analyseMonitoredMemory(
      runOf(points(300), HOLD, { monitors: [{ ...series, points: series.points.slice(1) }] }),
    )[0]
    expect(late?.sentence).toMatch(/^Heap: 100\.?0?\sMB at the first reading,/)
    expect(late?.figures.map(({ label }) => label)).not.toContain('Before the load')
  })

  it('that falls back to its floor is none', () => {
    const sawtooth = said((second) => 100 + 80 * ((second % 30) / 30))
    expect(sawtooth?.tone).toBe('good')
    expect(sawtooth?.sentence).not.toContain('leak')
  })

  it('grows by a share and by bytes, by nothing where chance explains it, and by what is not known in a short run', () => {
    const grown = memoryGrowthOf(runOf(points(300), HOLD, { monitors: [memory((second) => 100 + second / 6)] }))
    expect(grown).toMatchObject({ share: expect.closeTo(0.5, 1), bytes: expect.closeTo(49e6, -7) })
    expect(memoryGrowthOf(runOf(points(300), HOLD))).toBeNull()
    const short = stagesOf([{ key: 'hold', from: 100, seconds: 20 }])
    expect(memoryGrowthOf(runOf(points(20), short, { monitors: [memory(() => 100)] }))).toEqual({ tooFew: 10 })
  })
})

it('tells of the runtime what is monitored, and nothing where nothing is', () => {
  const monitors = [
    told(
      { key: 'gc-pause', label: 'GC pause', unit: 'ms' },
      over(30, 10_000, (at) => at),
    ),
    told(
      { key: 'goroutines', label: 'Goroutines' },
      over(30, 10_000, () => 40),
    ),
  ]
  expect(analyseRuntime(runOf(points(30), [], { monitors }))?.sentence).toContain('GC pause: 15.0\u00a0ms on average')
  expect(analyseRuntime(runOf(points(30), []))).toBeNull()
})

describe('scaling against what the plan expects', () => {
  const scaling = readScaling({
    policy: { min: '2', max: '16', unit: 'ACU' },
    expected: [{ load: '100/s', units: '12-16', time: '30s-60s', impact: 'none' }],
  })
  const grown = (afterSeconds: number) =>
    analyseAutoscaling(
      runOf(
        points(300, (second) => ({ offered: second < 60 ? 10 : 100 })),
        HOLD,
        {
          monitors: [
            told(
              { key: 'units', label: 'ACU', role: 'units' },
              over(300, 5000, (at) => (at < 60 + afterSeconds ? 2 : 16)),
            ),
          ],
          planned: plannedBy([], scaling),
        },
      ),
    )

  it('is as expected when 2 became 16 after 45 s of 30 to 60', () => {
    expect(grown(45)).toMatchObject({ tone: 'good' })
    expect(figureOf(grown(45), 'slowest')).toBe(45_000)
    expect(grown(45)?.table?.rows[0]).toMatchObject({ actual: 16, verdict: 'as expected', at: '01:00' })
  })

  it('is slower than stated, or too slow past two minutes, or never came', () => {
    expect(grown(90)?.table?.rows[0]?.verdict).toBe('slower')
    expect(grown(130)?.suggestion?.title).toContain('more than two minutes')
    expect(grown(500)?.table?.rows[0]?.verdict).toBe('too few')
  })

  it('reads loads, units and times as plans write them', () => {
    expect(scaling?.expected[0]).toMatchObject({
      load: { value: 100, model: 'rate' },
      ...{ least: 12, most: 16, timeMs: [30_000, 60_000] },
    })
    expect(readScaling({ expected: [{ load: '200 users', units: '4', time: 'at once' }] })?.expected[0]).toMatchObject({
      load: { value: 200, model: 'users' },
      ...{ least: 4, most: 4, timeMs: [0, 0] },
    })
    expect(readScaling({ expected: [{ load: 'much', units: 'some' }] })).toBeNull()
  })
})

it('tells what came back after the load, and what was kept', () => {
  const after = (rest: number) =>
    told(
      { key: 'memory', unit: 'MB' },
      over(160, 10_000, (at) => (at === 0 ? 100 : at <= 60 ? 400 : rest)),
    )
  const all = points(160, (second) => ({ offered: second < 60 ? 100 : 0 }))
  expect(analyseFreed(runOf(all, [], { monitors: [after(105)] }))?.tone).toBe('good')
  const kept = analyseFreed(runOf(all, [], { monitors: [after(300)] }))
  expect(kept).toMatchObject({ tone: 'bad', sentence: expect.stringContaining('still 190') })
  expect(analyseFreed(runOf(all, []))).toBeNull()
})

describe('counters of the target', () => {
  const created = (more: { interrupted?: number } = {}) => {
    const window = windowOf([point(0, { ok: 1000, ...more })])
    window.counts.status = { '2xx': 1000 }
    return { series: { kind: 'operation' as const, key: 'create-order', payload: '' }, name: 'Create', window }
  }
  const run = (
    readings: [number, number | null][],
    more: { interrupted?: number } = {},
    others: MonitorSeries[] = [],
  ) =>
    analyseCounters(
      runOf([point(0)], [], {
        series: [created(more)],
        monitors: [told({ key: 'orders', kind: 'counter' }, readings), ...others],
        planned: plannedBy([metric('orders', { counts: ['create-order'], balance: others.map(({ key }) => key) })]),
      }),
    )[0]!

  it('miss 13 of 1,000 acknowledged requests when they differ by 987', () => {
    const said = run([[-1, 5000], [500, 5400], [2000, 5987]]) // biome-ignore format: pairs
    expect(said.sentence).toContain('13 of 1,000 acknowledged are missing')
    expect(said).toMatchObject({ tone: 'bad', suggestion: { severity: 'critical' } })
    expect([figureOf(said, 'missing'), figureOf(said, 'counted')]).toEqual([13, 987])
  })

  it('say how many more may be missing, or explain what is too many, by requests cut off before an answer', () => {
    expect(
      run(
        [
          [-1, 0],
          [2000, 987],
        ],
        { interrupted: 2 },
      ).sentence,
    ).toContain('so up to 15 may be missing')
    expect(
      run(
        [
          [-1, 0],
          [2000, 1002],
        ],
        { interrupted: 2 },
      ),
    ).toMatchObject({ tone: 'note' })
    expect(
      run([
        [-1, 0],
        [2000, 1002],
      ]),
    ).toMatchObject({ tone: 'bad', suggestion: null })
    expect(
      run([
        [-1, 0],
        [2000, 1000],
      ]).tone,
    ).toBe('good')
  })

  it('say nothing where none of the operations they count took part', () => {
    const planned = plannedBy([metric('orders', { counts: ['delete-order'] })])
    expect(analyseCounters(runOf([point(0)], [], { series: [created()], planned }))).toEqual([])
  })

  it('say that one began anew, in place of a guess', () => {
    expect(
      run([
        [-1, 5000],
        [1000, 4],
        [2000, 900],
      ]),
    ).toMatchObject({
      tone: 'unknown',
      sentence: expect.stringContaining('began anew'),
    })
    expect(run([[-1, 5000]]).tone).toBe('unknown')
  })

  it('say that they were not read before or after the load, in place of what was counted in between', () => {
    const notRead = {
      tone: 'unknown',
      suggestion: null,
      sentence: 'orders was not read both before and after the load.',
    }
    const before: [number, number | null][] = [[-1, null], [300, 5300], [2000, 6000]] // biome-ignore format: pairs
    const after: [number, number | null][] = [[-1, 5000], [700, 5700], [2000, null]] // biome-ignore format: pairs
    expect(run(before)).toMatchObject(notRead)
    expect(run(after)).toMatchObject(notRead)
  })

  it('balance when what was sent was delivered or bounced', () => {
    const ended = (key: string, by: number) =>
      told({ key, kind: 'counter' }, [
        [-1, 7],
        [2000, 7 + by],
      ])
    const balanced = run(
      [
        [-1, 0],
        [2000, 1000],
      ],
      {},
      [ended('delivered', 940), ended('bounced', 60)],
    )
    expect(balanced.sentence).toContain('orders 1,000 = 940 delivered + 60 bounced: it balances.')
    const kept = told({ key: 'kept' }, [
      [-1, 500],
      [2000, 480],
    ])
    expect(
      run(
        [
          [-1, 0],
          [2000, 1000],
        ],
        {},
        [kept, ended('deleted', 1020)],
      ).sentence,
    ).toContain('it balances')
    const another = { ...ended('delivered', 7), monitor: 'a-second-instance' }
    const twice = analyseCounters(
      runOf([point(0)], [], {
        monitors: [another, told({ key: 'orders', kind: 'counter' }, [[-1, 0], [2000, 5]]), ended('delivered', 5)], // biome-ignore format: pairs
        planned: plannedBy([metric('orders', { balance: ['delivered'] })]),
      }),
    )
    expect(twice[0]?.sentence).toContain('5 = 5 delivered: it balances')
    const open = run(
      [
        [-1, 0],
        [2000, 1000],
      ],
      {},
      [ended('delivered', 940), ended('bounced', 50)],
    )
    expect(open).toMatchObject({ tone: 'bad', sentence: expect.stringContaining('10 are not accounted for') })
  })
})

it('takes violations and lost updates from monitored counters', () => {
  const monitors = [
    told({ key: 'idempotency-violations', kind: 'counter' }, [
      [-1, 3],
      [2000, 8],
    ]),
    told({ key: 'lost', role: 'lost updates', kind: 'counter' }, [
      [-1, 1],
      [2000, 3],
    ]),
  ]
  const said = analyseConflicts(runOf([point(0)], [], { monitors }))
  expect([figureOf(said, 'violations'), figureOf(said, 'lost-updates')]).toEqual([5, 2])
  expect(said?.tone).toBe('bad')
  expect(analyseConflicts(runOf([point(0)], []))).toBeNull()
})
