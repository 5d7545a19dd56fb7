import { describe, expect, it } from 'vitest'
import { firstCommonDay, readCron } from './cron-days.ts'

const common = (left: string, right: string) => firstCommonDay(readCron(left)!, readCron(right)!)

describe('cron lines', () => {
  it('meet on a day, or never', () => {
    expect(common('0 6 * * 1', '0 6 * * 1#1')).toBe('2026-01-05')
    expect(common('0 6 * * 1#2', '0 6 * * 1#1')).toBeNull()
    expect(common('0 6 15 1,7 *', '0 6 * * *')).toBe('2026-01-15')
    expect(common('0 6 * * 1-5', '0 6 * * 0,6')).toBeNull()
  })

  it('fire at minutes of the day', () => {
    expect(readCron('0,30 6-8/2 * * *')?.minutes).toEqual([360, 390, 480, 510])
    expect(readCron('*/20 0 * * *')?.minutes).toEqual([0, 20, 40])
  })

  it('are refused when they cannot be read', () => {
    for (const text of ['', '0 6 * *', 'a 6 * * *', '0 25 * * *', '0 6 * * 9', '*/0 * * * *'])
      expect(readCron(text)).toBeNull()
  })
})
