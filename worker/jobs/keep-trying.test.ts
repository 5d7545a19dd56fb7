import { describe, expect, test } from 'vitest'
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

  test('gives up with the last error when it never does', async () => {
    const work = () => Promise.reject(new Error('connect ECONNREFUSED'))
    await expect(keepTrying(work, 'not stored', log, { forMs: 5, delayMs: 1 })).rejects.toThrow('ECONNREFUSED')
  })
})
