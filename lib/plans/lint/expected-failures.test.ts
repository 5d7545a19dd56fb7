import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { expectedFailures } from './expected-failures.ts'
import { findingsOf } from './lint-fixture.ts'

const invalid = (draft: PlanDraft, share: string, path = '/orders/{{ email }}') => {
  draft.testData = {
    datasets: [{ key: 'people', generate: { kind: 'csv', rows: '10000', valid: '97%', invalid: share } }],
  }
  draft.operations![1]!.request!.path = path
}

describe('expected-failures', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(expectedFailures)).toEqual([])
  })

  it('finds more bad requests by design than errors are allowed', () => {
    const found = findingsOf(expectedFailures, (draft) => invalid(draft, '3%'))
    expect(found[0]).toMatchObject({
      places: ['testData.datasets.people.generate', 'slas.errors'],
      arithmetic: '300 of 10000 = 3%, 3 × the 1%',
    })
    expect(found[0]?.message).toContain('in base')
  })

  it('finds nothing where they are expected, few, or not sent', () => {
    const expected = findingsOf(expectedFailures, (draft) => {
      invalid(draft, '3%')
      for (const scenario of draft.scenarios!) scenario.expectFailures = [{ operation: 'read', status: ['404'] }]
    })
    expect(expected).toEqual([])
    expect(findingsOf(expectedFailures, (draft) => invalid(draft, '0.5%'))).toEqual([])
    expect(findingsOf(expectedFailures, (draft) => invalid(draft, '3%', '/orders'))).toEqual([])
  })

  const upload = (operation: string) =>
    findingsOf(expectedFailures, (draft) => {
      invalid(draft, '3%', '/orders')
      draft.testData!.datasets![0]!.generate = {
        kind: 'csv',
        rows: '100000',
        valid: '95%',
        invalid: '3%',
        duplicate: '2%',
      }
      draft.operations![1]!.request = {
        method: 'POST',
        path: '/imports',
        body: { multipart: { file: { dataset: 'people' } } },
      }
      draft.slas![1]!.operation = operation
    })

  it('holds the rows of a file against the errors of that operation alone', () => {
    expect(upload('*')).toEqual([])
    expect(upload('read')[0]?.arithmetic).toBe('3000 + 2000 of 100000 = 5%, 5 × the 1%')
  })
})
