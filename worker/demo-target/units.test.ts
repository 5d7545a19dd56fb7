import { expect, it } from 'vitest'
import { startTestTarget } from './target-fixture.ts'
import { Units } from './units.ts'

it('go from 2 to 16 one after the other within the time they were given, and back', () => {
  const units = new Units()
  expect(units.count(0)).toBe(2)
  units.scale(16, 45_000, 1_000)
  expect([1_000, 4_000, 23_500, 45_900, 46_000, 99_000].map((at) => units.count(at))).toEqual([2, 2, 9, 15, 16, 16])
  units.scale(4, 0, 100_000)
  expect(units.count(100_000)).toBe(4)
})

it('are scaled by POST /control/scale and told', async () => {
  const target = await startTestTarget()
  expect((await target.call('POST', '/control/scale', { to: 16, overMs: 0 })).status).toBe(200)
  expect((await target.call('GET', '/metrics.json')).body.units).toEqual({ current: 16 })
  expect((await target.call('GET', '/metrics')).body).toContain('\ndatabase_units 16\n')
  expect((await target.call('POST', '/control/scale', { to: 17 })).body.error).toContain('from 2 to 16')
  await target.call('POST', '/control/reset')
  expect((await target.call('GET', '/metrics.json')).body.units).toEqual({ current: 2 })
})
