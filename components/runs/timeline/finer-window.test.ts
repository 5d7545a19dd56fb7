import { describe, expect, it } from 'vitest'
import { fixturePoint } from '../follow/run-view.fixture.ts'
import { finerWindow } from './finer-window.ts'

const day = Array.from({ length: 144 }, (_, i) => fixturePoint(i * 600, { seconds: 600 }))

describe('looking closely at a long run', () => {
  it('reads the points that are drawn too coarsely, from end to end', () => {
    expect(finerWindow(day, { from: 4_000, to: 4_300 })).toEqual({ from: 3_600_000, to: 4_800_000 })
    expect(finerWindow(day, { from: 1_000, to: 30_000 })).toEqual({ from: 600_000, to: 30_000_000 })
  })

  it('reads nothing where the points are as fine as can be drawn', () => {
    expect(finerWindow(day, { from: 0, to: 86_400 })).toBeNull()
    expect(finerWindow([fixturePoint(0), fixturePoint(1)], { from: 0, to: 2 })).toBeNull()
    expect(finerWindow([], { from: 0, to: 10 })).toBeNull()
  })

  it('leaves alone what came fine over the stream', () => {
    const mixed = [...day.slice(0, 2), ...Array.from({ length: 300 }, (_, i) => fixturePoint(1200 + i))]
    expect(finerWindow(mixed, { from: 1_210, to: 1_500 })).toBeNull()
    expect(finerWindow(mixed, { from: 1_100, to: 1_400 })).toEqual({ from: 600_000, to: 1_200_000 })
  })
})
