import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { payloadSize } from './payload-size.ts'

const sized = (size: string, json: Record<string, string>) =>
  findingsOf(payloadSize, (draft) => {
    draft.testData = { payloads: [{ key: 'small', size }] }
    Object.assign(draft.operations![0]!, {
      payload: 'small',
      request: { method: 'POST', path: '/orders', body: { json } },
    })
  })

describe('payload-size', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(payloadSize)).toEqual([])
  })

  it('finds a body of another size than its class', () => {
    const json = {
      id: 'test_{{ randomInt(100000, 999999) }}',
      at: '{{ now }}',
      type: '{{ pick(create, update, delete) }}',
    }
    expect(sized('1KB', json)[0]).toMatchObject({
      places: ['testData.payloads.small.size', 'operations.create.request.body'],
      arithmetic: '68 / 1000 = 6.8%',
    })
  })

  it('takes a size inside of a range as its own, and tells one beyond from the nearer end', () => {
    const json = { note: '{{ text(2980) }}' }
    expect(sized('1KB-4KB', json)).toEqual([])
    expect(sized('1KB-2KB', json)[0]?.arithmetic).toContain('/ 2000 =')
  })

  it('lets about the same size stand, and bodies filled up by their class', () => {
    expect(sized('5KB', { note: '{{ text(4600) }}' })).toEqual([])
    expect(sized('1KB', { note: '{{ payload }}' })).toEqual([])
  })
})
