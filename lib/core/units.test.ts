import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, parseDuration } from './duration.ts'
import type { Quantity } from './quantity.ts'
import {
  formatPercent,
  formatRate,
  formatSize,
  parseCount,
  parsePercent,
  parseRate,
  parseSize,
  parseWhole,
} from './units.ts'

const value = (quantity: Quantity) => (quantity.ok ? quantity.value : quantity.message)

describe('durations', () => {
  it.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['12h', 43_200_000],
    ['30 minutes', 1_800_000],
    ['1d', 86_400_000],
    ['1 hour', 3_600_000],
    ['1h30m', 5_400_000],
    ['2h 30 min', 9_000_000],
    ['1 hour and 15 minutes', 4_500_000],
    ['0.5s', 500],
    ['1,500 ms', 1500],
    ['0', 0],
    ['0s', 0],
    ['500us', 0.5],
  ])('read %s', (text, milliseconds) => {
    expect(value(parseDuration(text))).toBe(milliseconds)
  })

  it.each([
    ['30', '"30" has no unit; a duration is written like 250ms, 30s, 5m or 2h'],
    ['', '"" is empty; a duration is written like 250ms, 30s, 5m or 2h'],
    ['5 parsecs', '"5 parsecs" has the unknown unit "parsecs"; a duration is written like 250ms, 30s, 5m or 2h'],
    ['-5s', '"-5s" is negative; a duration is written like 250ms, 30s, 5m or 2h'],
    ['soon', '"soon" is no duration; a duration is written like 250ms, 30s, 5m or 2h'],
  ])('refuse %j with a correct example', (text, message) => {
    expect(value(parseDuration(text))).toBe(message)
  })

  it('are written in the shortest exact form, which reads back as the same', () => {
    expect([90_000, 5_400_000, 1500, 0, 86_400_000, 0.5].map(formatDuration)).toEqual([
      '90s',
      '90m',
      '1500ms',
      '0s',
      '1d',
      '0.5ms',
    ])
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e10 }), (ms) => value(parseDuration(formatDuration(ms))) === ms))
  })
})

describe('rates', () => {
  it.each([
    ['10/s', 10],
    ['5000/min', 5000 / 60],
    ['100000/day', 100_000 / 86_400],
    ['10 req/s', 10],
    ['1000 req/min', 1000 / 60],
    ['100 requests per hour', 100 / 3600],
    ['500 TPS', 500],
    ['500tps', 500],
    ['1,000 mails/min', 1000 / 60],
    ['20k requests a day', 20_000 / 86_400],
    ['20k/day', 20_000 / 86_400],
    ['100/hour', 100 / 3600],
    ['10 per second', 10],
  ])('read %s', (text, perSecond) => {
    expect(value(parseRate(text))).toBe(perSecond)
  })

  it.each(['10', 'fast', '10/furlong', '-1/s', ''])('refuse %j with a correct example', (text) => {
    expect(value(parseRate(text))).toMatch(/write it like 10\/s/)
  })

  it('are written in a unit that makes them whole', () => {
    expect([10, 5000 / 60, 100_000 / 86_400, 0.5, 1 / 3].map(formatRate)).toEqual([
      '10/s',
      '5000/min',
      '100000/day',
      '30/min',
      '20/min',
    ])
  })
})

describe('sizes, percentages and counts', () => {
  it('are read', () => {
    expect(['1KB', '5MB', '1 GB', '512 B', '1KiB', '0'].map((text) => value(parseSize(text)))).toEqual([
      1000, 5e6, 1e9, 512, 1024, 0,
    ])
    expect(['0.1%', '95 %', '5 percent', '120%'].map((text) => value(parsePercent(text)))).toEqual([
      0.001, 0.95, 0.05, 1.2,
    ])
    expect(['100', '10,000', '20k', '1.5M'].map((text) => value(parseCount(text)))).toEqual([
      100, 10_000, 20_000, 1.5e6,
    ])
  })

  it('are refused without their unit, with a correct example', () => {
    expect(value(parseSize('5'))).toBe('"5" has no unit; write it like 512B, 1KB or 5MB')
    expect(value(parsePercent('0.1'))).toBe('"0.1" has no %; write it like 0.1% or 95%')
    expect(value(parseCount('5 users'))).toBe('"5 users" ends in "users"; write it like 100 or 10,000')
    expect(value(parseWhole('1.5', 1))).toBe('"1.5" is not a whole number from 1 on; write, for example, 100 or 10,000')
  })

  it('are written as they are read', () => {
    expect([1000, 5e6, 1.5e9, 512, 1234].map(formatSize)).toEqual(['1KB', '5MB', '1.5GB', '512B', '1.234KB'])
    expect([0.001, 0.95, 0.07, 1].map(formatPercent)).toEqual(['0.1%', '95%', '7%', '100%'])
  })
})
