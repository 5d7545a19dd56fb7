import { expect, it } from 'vitest'
import { analyseApdex, apdexOf } from './apdex.ts'
import { point, runOf, windowOf } from './run-fixture.ts'

const served = (ok: number, ms: number, failed = 0) => point(0, { ok, failed, p50Ms: ms })

it('reads 60 satisfied, 30 tolerating and 10 frustrated of 100 at 500 ms as 0.75', () => {
  const window = windowOf([served(60, 499), served(30, 1900), served(10, 2500)])
  expect(apdexOf(window, 500)).toEqual({ value: 0.75, satisfied: 60, tolerating: 30, frustrated: 10 })
})

it('counts who was not answered well as frustrated, however fast', () => {
  expect(apdexOf(windowOf([served(50, 10, 50)]), 500)?.value).toBe(0.5)
  expect(apdexOf(windowOf([]), 500)).toBeNull()
})

it('speaks of each operation by its own name', () => {
  const series = [
    {
      series: { kind: 'operation' as const, key: 'read', payload: '' },
      name: 'Read',
      window: windowOf([served(100, 10)]),
    },
    {
      series: { kind: 'operation' as const, key: 'write', payload: '' },
      name: 'Write',
      window: windowOf([served(100, 900)]),
    },
  ]
  const said = analyseApdex(runOf([], [], { series }))
  expect(said?.sentence).toContain('0.50, of Write')
  expect(said?.table?.rows).toHaveLength(2)
})
