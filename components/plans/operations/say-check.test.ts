import { expect, it } from 'vitest'
import { parseCheck } from '#lib/plans/check-parser.ts'
import { sayCheck } from './say-check.ts'

it('a check is said in plain words', () => {
  const said = (text: string) => {
    const read = parseCheck(text)
    return read.ok ? sayCheck(read.check) : read.problem.message
  }
  expect(said('status in [200, 201]')).toBe('the status is one of 200, 201')
  expect(said('latency < 1s')).toBe('the latency below 1\u00a0s')
  expect(said('body $.id exists')).toBe('$.id of the body is there')
  expect(said('header content-type contains json')).toBe('the header content-type contains json')
  expect(said('body $.status = done')).toBe('$.status of the body is done')
})
