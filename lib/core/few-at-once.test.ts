import { expect, it } from 'vitest'
import { fewAtOnce } from './few-at-once.ts'

it('works on no more at a time than it may, and keeps the order', async () => {
  let now = 0
  let most = 0
  const results = await fewAtOnce([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++now)
    for (let turn = item; turn < 6; turn++) await Promise.resolve()
    now--
    return item * 10
  })
  expect([results, most]).toEqual([[10, 20, 30, 40, 50], 2])
})

it('fails as the first of them fails', async () => {
  const work = async (item: number) => {
    if (item === 2) throw new Error('two')
    return item
  }
  await expect(fewAtOnce([1, 2, 3], 2, work)).rejects.toThrow('two')
})
