import { expect, it } from 'vitest'
import { alignStages } from './align.ts'

const stage = (key: string, startMs: number, durationMs: number) => ({ key, startMs, durationMs })

it('lays stages of the same name on each other, however long they took', () => {
  const align = alignStages(
    [stage('ramp-up', 0, 10_000), stage('hold', 10_000, 60_000)],
    [stage('ramp-up', 0, 20_000), stage('extra', 20_000, 5000), stage('hold', 25_000, 60_000)],
  )
  expect(align(10_000)).toBe(5000)
  expect(align(25_000)).toBe(10_000)
  expect(align(84_000)).toBe(69_000)
  expect(align(22_000)).toBeNull()
  expect(align(86_000)).toBe(71_000)
})
