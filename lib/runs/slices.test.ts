import { expect, it } from 'vitest'
import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import { loadStretchesOf, periodsOf } from './slices.ts'

const stage = (key: string, startS: number, forS: number, from: number, to: number): Stage => ({
  ...{ key, phase: from === to ? 'steady' : 'ramp', startMs: startS * 1000, durationMs: forS * 1000, from, to },
})
const load = {
  model: 'users',
  stages: [
    stage('ramp-up', 0, 10.5, 0, 100),
    stage('first', 10.5, 30, 100, 100),
    stage('peak', 40.5, 20, 400, 400),
    stage('second', 60.5, 30, 100, 100),
  ],
} as LoadProfile

it('takes stages that hold the same level together, and leaves no second out', () => {
  const stretches = loadStretchesOf(load, { fromSecond: 5, toSecond: 95 })
  expect(stretches.map(({ key, label, level, from, to }) => [key, label, level, from, to])).toEqual([
    ['stage/ramp-up', 'ramp-up: 0 users to 100 users', null, 5, 10],
    ['level/100', '100 users', 100, 10, 40],
    ['level/400', '400 users', 400, 40, 60],
    ['level/100', '100 users', 100, 60, 95],
  ])
})

it('cuts a window into at most twelve periods of the clock', () => {
  const periods = periodsOf({ fromSecond: 0, toSecond: 86_400 })
  expect(periods).toHaveLength(12)
  expect(periods.at(-1)).toMatchObject({ label: '22:00:00 to 24:00:00', from: 79_200, to: 86_400 })
})
