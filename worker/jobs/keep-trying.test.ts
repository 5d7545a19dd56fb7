import { describe, expect, test } from 'vitest'
import { AppError } from '#lib/core/errors.ts'
import { createLog } from '#lib/core/log.ts'
import { keepTrying } from './keep-trying.ts'

const log = createLog('test', 'silent')

describe('keep trying', () => {
  test('goes on until it works', async () => {
    let failures = 3
    let done = 0
    const work = async () => {
      if (failures-- > 0) throw new Error('connect ECONNREFUSED')
      done++
    }
    await keepTrying(work, 'not stored', log, { delayMs: 1 })
    expect(done).toBe(1)
  })

  test('gives up at once when the same question would get the same answer', async () => {
    let asked = 0
    const work = async () => {
      asked++
      throw new AppError('precondition_failed', 'The secrets do not open here.')
    }
    await expect(keepTrying(work, 'not read', log, { delayMs: 1 })).rejects.toThrow('secrets')
    expect(asked).toBe(1)
  })

  test('gives up with the last error when it never does', async () => {
    const work = () => Promise.reject(new Error('connect ECONNREFUSED'))
    await expect(keepTrying(work, 'not stored', log, { forMs: 5, delayMs: 1 })).rejects.toThrow('ECONNREFUSED')
  })
})
