import { expect, it } from 'vitest'
import { analyseBottlenecks, findBottlenecks, type Role } from './bottleneck.ts'
import { points, runOf, stagesOf } from './run-fixture.ts'

const severityOf = (role: Role, mean: number) =>
  findBottlenecks([{ name: role, layer: 'database', role, mean }])[0]?.severity

it('reads CPU 85 % as medium and 92 % as high, memory 86 and 96 % likewise, and disk 81 % as medium', () => {
  expect([severityOf('cpu', 0.85), severityOf('cpu', 0.92)]).toEqual(['medium', 'high'])
  expect([severityOf('memory', 0.86), severityOf('memory', 0.96)]).toEqual(['medium', 'high'])
  expect(severityOf('disk', 0.81)).toBe('medium')
  expect([severityOf('cpu', 0.8), severityOf('memory', 0.85), severityOf('cache', 0.9)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(severityOf('cache', 0.6)).toBe('low')
})

it('puts the gravest first', () => {
  const usages = [
    { name: 'Disk', layer: 'infrastructure' as const, role: 'disk' as const, mean: 0.81 },
    { name: 'Database CPU', layer: 'database' as const, role: 'cpu' as const, mean: 0.95 },
  ]
  expect(findBottlenecks(usages).map(({ name }) => name)).toEqual(['Database CPU', 'Disk'])
})

it('sees a generator near its end, over what was held only', () => {
  const stages = stagesOf([
    { key: 'up', phase: 'ramp-up', from: 0, to: 9, seconds: 30 },
    { key: 'hold', from: 9, seconds: 30 },
  ])
  const busy = points(60, (second) => ({ utilisation: second < 30 ? 1 : 0.85 }))
  expect(analyseBottlenecks(runOf(busy, stages)).suggestion).toMatchObject({ severity: 'medium' })
  expect(analyseBottlenecks(runOf(points(60), stages)).tone).toBe('note')
})
