import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { datasetTooSmall } from './dataset-too-small.ts'
import { findingsOf } from './lint-fixture.ts'

function withRows(rows: string, pick = 'unique') {
  return (draft: PlanDraft) => {
    draft.testData = { datasets: [{ key: 'people', pick, generate: { kind: 'csv', rows } }] }
    draft.operations![1]!.request = { path: '/orders?by={{ people.email }}' }
  }
}

describe('dataset-too-small', () => {
  it('finds nothing in a sound plan, nor where rows are used again', () => {
    expect(findingsOf(datasetTooSmall)).toEqual([])
    expect(findingsOf(datasetTooSmall, withRows('10', 'random'))).toEqual([])
    expect(findingsOf(datasetTooSmall, withRows('200000'))).toEqual([])
  })

  it('finds fewer unique rows than iterations that take one', () => {
    const found = findingsOf(datasetTooSmall, withRows('100000'))
    expect(found).toEqual([
      {
        rule: 'dataset-too-small',
        severity: 'warning',
        message:
          'people has 100000 rows to use once each, flood is expected to take about 120000: the rest of its iterations would find none',
        places: ['testData.datasets.people', 'scenarios.flood.load'],
        arithmetic: '100000 < 120000',
        fix: 'Generate 120000 rows or more, or write pick: sequential',
      },
    ])
  })

  it('counts what takes no row out, and the iterations a load ends after', () => {
    const halved = findingsOf(datasetTooSmall, (draft) => {
      withRows('100000')(draft)
      draft.scenarios![1]!.mix!.push({ operation: 'create', weight: '1' })
    })
    expect(halved).toEqual([])
    const few = findingsOf(datasetTooSmall, (draft) => {
      withRows('1000')(draft)
      for (const scenario of draft.scenarios!) scenario.load!.iterations = '1000'
    })
    expect(few).toEqual([])
  })
})
