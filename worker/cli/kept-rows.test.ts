import { expect, it } from 'vitest'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { secondOf } from '#lib/runs/testing.ts'
import { mergeWindow } from '#lib/runs/window.ts'
import { KeptRows } from './kept-rows.ts'

it('keeps a long run small and exact in every window between its moments', () => {
  const rollup = new Rollup()
  const kept = new KeptRows([0, 1_234_000, 5_001_000])
  for (let second = 0; second < 9000; second++) kept.add(rollup.close(second, [secondOf(ALL_OPERATIONS, [second + 1])]))
  kept.add(rollup.flush())
  expect(kept.rows.length).toBeLessThan(5000)
  for (const [from, to] of [
    [0, 1234],
    [1234, 5001],
    [5001, 9000],
    [0, 9000],
  ] as const) {
    const window = mergeWindow(kept.rows, from, to)
    expect(window.counts.ok).toBe(to - from)
    expect(window.maxMicros).toBe(to)
  }
})
