import { describe, expect, it } from 'vitest'
import { clockOf, readClock, readWindow } from './finding-window.ts'

describe('the part of a run a finding speaks of', () => {
  it('is written as elapsed time, and read back as it is shown', () => {
    expect(['90', '1:30', '01:04:10'].map(readClock)).toEqual([90, 90, 3850])
    expect(readClock(clockOf(3_850_000))).toBe(3850)
    expect(['', 'soon', '1:75', '1:2:3:4', '-5'].map(readClock)).toEqual([null, null, null, null, null])
  })

  it('is all of the run when nothing is written, and starts with it when only its end is', () => {
    expect(readWindow('', '')).toEqual({ window: null })
    expect(readWindow('', '00:20')).toEqual({ window: { fromMs: 0, toMs: 20_000 } })
  })

  it('says how to write it when it cannot be read, or ends before it begins', () => {
    expect(readWindow('a bit', '00:20')).toEqual({ problem: 'Give elapsed times, e.g. from 01:30 to 02:10' })
    expect(readWindow('00:30', '00:20')).toEqual({
      problem: 'It ends at 00:20, not after 00:30. Give a later end, e.g. 01:00',
    })
  })
})
