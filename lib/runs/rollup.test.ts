import { describe, expect, it } from 'vitest'
import { RESOLUTIONS, type SeriesId } from './bucket.ts'
import { COARSE, emptyRow, Rollup, rollUp, rowStart } from './rollup.ts'
import { mergeRows } from './window.ts'

const READ: SeriesId = { kind: 'operation', key: 'read', payload: '' }

/** A second in which one request took `micros`, and as many failed as its last digit says. */
function secondOf(micros: number) {
  const row = emptyRow(READ)
  row.okResponse.record(micros)
  row.okService.record(micros / 2)
  row.maxMicros = micros
  row.counts.ok = 1
  row.counts.okResponseSumMicros = micros
  row.counts.failed = micros % 10
  row.counts.status = { '2xx': 1 }
  return row
}

const hourAndMore = (seconds: number) => {
  const rollup = new Rollup()
  const closed = Array.from({ length: seconds }, (_, second) => rollup.close(second, [secondOf(second + 1)])).flat()
  return { closed, all: [...closed, ...rollup.flush()] }
}

describe('rows of five resolutions', () => {
  const { closed, all } = hourAndMore(3725)

  it('are there once for every window of the run, each as soon as it is over', () => {
    const count = (rows: typeof all) => RESOLUTIONS.map((size) => rows.filter((row) => row.resolution === size).length)
    expect(count(all)).toEqual([3725, 373, 63, 7, 2])
    expect(count(closed)).toEqual([3725, 372, 62, 6, 1])
  })

  it('hold exactly what the seconds inside of them hold', () => {
    const seconds = all.filter((row) => row.resolution === 1)
    for (const row of all.filter((one) => one.resolution > 1)) {
      const inside = seconds.filter((one) => rowStart(one.startSecond, row.resolution) === row.startSecond)
      const truth = mergeRows(inside)
      expect(row.okResponse).toEqual(truth.okResponse.encode())
      expect(row.okService).toEqual(truth.okService.encode())
      expect(row).toMatchObject({ ...truth.counts, maxMicros: truth.maxMicros })
      expect(row.p95Micros).toBe(Math.min(truth.okResponse.quantile(0.95)!, truth.maxMicros!))
    }
  })

  it('are the same when they are made again from the stored finer ones', () => {
    for (const resolution of COARSE) {
      const finer = RESOLUTIONS[RESOLUTIONS.indexOf(resolution) - 1]!
      for (const row of all.filter((one) => one.resolution === resolution)) {
        const inside = all.filter(
          (one) => one.resolution === finer && rowStart(one.startSecond, resolution) === row.startSecond,
        )
        expect(rollUp(inside, resolution, row.startSecond)).toEqual(row)
      }
    }
  })
})
