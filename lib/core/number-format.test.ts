import { expect, test } from 'vitest'
import { say, showBytes, showClock, showCount, showIn, showLatency, showPercent, showRate } from './number-format.ts'

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

test('latencies have three significant digits and change to seconds at one second', () => {
  const shown = [8.42, 31, 187, 999.4, 999.6, 1240, 61_000].map((v) => plain(say(showLatency(v))))
  expect(shown).toEqual(['8.42 ms', '31.0 ms', '187 ms', '999 ms', '1.00 s', '1.24 s', '61.0 s'])
})

test('rates have three significant digits below a thousand and none after the point above', () => {
  expect([4.8, 69.4, 487, 1204].map((v) => plain(say(showRate(v))))).toEqual([
    '4.80 /s',
    '69.4 /s',
    '487 /s',
    '1,204 /s',
  ])
})

test('percentages keep the decimals that matter and leave 0 and 100 bare', () => {
  const shown = [0, 0.0008, 0.974, 1].map((v) => plain(say(showPercent(v))))
  expect(shown).toEqual(['0 %', '0.08 %', '97.4 %', '100 %'])
})

test('a share just below all does not read as all', () => {
  expect(showPercent(0.99998)[0]).toBe('99.99')
})

test('missing is a dash and zero is zero', () => {
  expect([showLatency(null), showRate(0), showCount(null), showIn('bytes', null)]).toEqual([
    ['–', ''],
    ['0', '/s'],
    ['–', ''],
    ['–', ''],
  ])
})

test('counts have commas, sizes have decimal units, clocks have hours only when needed', () => {
  expect([showCount(1_148_604)[0], plain(say(showBytes(1_540_000))), showClock(1458), showClock(3850)]).toEqual([
    '1,148,604',
    '1.54 MB',
    '24:18',
    '1:04:10',
  ])
})
