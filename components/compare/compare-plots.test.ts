import { describe, expect, it } from 'vitest'
import type { LivePoint } from '#lib/runs/schema.ts'
import type { ChangeView, ComparedRun } from '#lib/verdicts/comparison-schema.ts'
import { compareNumbers, comparePlots, dashOf, valueNear } from './compare-plots.ts'
import { intervalText, verdictWords } from './compared-words.ts'
import { forestScale } from './forest-scale.ts'

const point = (second: number, p95Ms: number): LivePoint =>
  ({ second, seconds: 1, okPerSecond: 10, failedPerSecond: 0, p50Ms: 1, p95Ms, p99Ms: 2, users: null }) as LivePoint

const change = (part: Partial<ChangeView>): ChangeView => ({
  ...{ before: 100, after: 121.5, relative: 0.215, interval: [0.182, 0.249], significant: true, threshold: 0.05 },
  ...{ moved: true, direction: 'worse', sinceMs: null },
  ...part,
})

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ')

describe('plots of compared runs', () => {
  const runs = ['R-1', 'R-2'].map((label) => ({ run: { label } }) as ComparedRun)
  const series = [
    { runId: 'a', points: [point(0, 5), point(1, 6), point(9, 7)] },
    { runId: 'b', points: [point(0, 8)] },
  ]
  const plots = comparePlots({ series, runs })

  it('have one line for each run, the base solid, and leave out what nobody measured', () => {
    expect(plots.map(({ id }) => id)).toEqual(['rate', 'p50', 'p95', 'p99'])
    expect(plots[2]!.lines.map(({ label, dash }) => [label, dash])).toEqual([
      ['R-1', null],
      ['R-2', '6 3'],
    ])
    expect(new Set([0, 1, 2, 3, 4].map(dashOf)).size).toBe(5)
  })

  it('show what monitors told of any of them', () => {
    const heap = { monitor: 'app', key: 'heap', label: 'Heap', unit: 'MB', kind: 'gauge' as const }
    const [a, b] = series
    const told = comparePlots({
      series: [{ ...a!, monitors: [{ ...heap, points: [{ second: 2, value: 420 }] }] }, b!],
      runs,
    })
    expect(told.at(-1)).toMatchObject({ id: 'app.heap', title: 'Heap', unit: 'MB' })
    expect(told.at(-1)?.lines.map(({ points }) => points)).toEqual([[{ x: 2.5, y: 420 }], []])
    const idle = comparePlots({ series: [{ ...a!, monitors: [{ ...heap, points: [{ second: 2, value: 0 }] }] }], runs })
    expect(idle.at(-1)).toMatchObject({ id: 'app.heap', title: 'Heap' })
  })

  it('are one table: a row for each second, a column for each metric of each run', () => {
    const { columns, rows } = compareNumbers(plots, String)
    expect(columns.map(({ label }) => label).slice(0, 4)).toEqual([
      'At',
      'Achieved rate R-1',
      'Achieved rate R-2',
      'p50 R-1',
    ])
    const p95 = columns.findIndex(({ label }) => label === 'p95 R-2')
    expect(rows.map((row) => [row[0], row[p95 - 1], row[p95]])).toEqual([
      ['0', 5, 8],
      ['1', 6, null],
      ['2', null, null],
      ['9', 7, null],
    ])
  })

  it('lift the pen over seconds that are missing', () => {
    const [line] = plots[2]!.lines
    expect(line!.points.map(({ y }) => y)).toEqual([5, 6, null, 7])
    expect(valueNear(line!, 1.4, 10)).toBe(6)
    expect(valueNear(line!, 5.5, 10)).toBeNull()
  })
})

describe('a change in words', () => {
  it('is slower or faster, more or less, and of errors in percentage points', () => {
    expect(plain(verdictWords('p95', change({})))).toBe('21.5 % slower')
    expect(plain(verdictWords('rate', change({ relative: -0.1, direction: 'worse' })))).toBe('10.0 % less')
    const errors = change({ before: 0, after: 0.003, relative: null, interval: [0.001, 0.005] })
    expect(plain(verdictWords('errors', errors))).toBe('0.30 pp more')
    expect(plain(intervalText('errors', errors))).toBe('+0.10 pp to +0.50 pp')
    expect(verdictWords('p95', change({ moved: false, relative: 0.03 }))).toBe('no change')
    expect(verdictWords('p95', change({ moved: false }))).toBe('unclear')
    expect(verdictWords('p95', change({ moved: false, interval: null }))).toBe('too short to tell')
  })
})

it('draws all changes on one scale about none', () => {
  const scale = forestScale([
    { metric: 'p95', changes: [change({ relative: 0.17 }), change({ relative: 9, moved: false }), null] },
    { metric: 'errors', changes: [change({ relative: 50 })] },
  ])
  expect(scale.reach).toBe(0.2)
  expect([scale.place(-0.2), scale.place(0), scale.place(0.1), scale.place(9)]).toEqual([0, 0.5, 0.75, 1])
})
