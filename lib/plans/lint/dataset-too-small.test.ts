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

  it('counts the rows of an uploaded file, where they are known', () => {
    const fromFile = (rows: number | null) =>
      findingsOf(
        datasetTooSmall,
        (draft) => {
          withRows('1')(draft)
          draft.testData = { datasets: [{ key: 'people', pick: 'unique', file: 'people.csv', columns: ['email'] }] }
        },
        { fileRows: rows === null ? null : new Map([['people.csv', rows]]) },
      )
    expect(fromFile(null)).toEqual([])
    expect(fromFile(200_000)).toEqual([])
    expect(fromFile(5000).at(-1)).toMatchObject({
      arithmetic: '5000 < 120000',
      fix: 'Upload a file of 120000 rows or more, or write pick: sequential',
    })
  })

  const keyed = (id: string, transactions?: string) =>
    findingsOf(datasetTooSmall, (draft) => {
      draft.operations![0]!.request = {
        method: 'POST',
        path: '/orders',
        body: { json: { id, user_id: 'user_{{ randomInt(1, 9) }}' } },
      }
      if (transactions) draft.scenarios![0]!.volume = { transactions }
    })

  it('finds keys drawn from so few values that they repeat', () => {
    expect(keyed('{{ uuid }}')).toEqual([])
    expect(keyed('test_{{ randomInt(100000, 999999) }}', '1000')).toEqual([])
    expect(keyed('test_{{ randomInt(100000, 999999) }}', '1000000')[0]).toMatchObject({
      places: ['operations.create.request.body', 'scenarios.base.volume.transactions'],
      arithmetic: '1.18 × √900,000 = 1,116 for a repetition as likely as not; 1,000,000 are drawn',
    })
  })

  it('finds a key that is always the same', () => {
    const found = findingsOf(datasetTooSmall, (draft) => {
      draft.operations![0]!.request!.headers = { 'idempotency-key': 'fixed' }
      draft.scenarios![0]!.load!.iterations = '100'
      draft.scenarios![0]!.mix = [{ operation: 'create' }]
    })
    expect(found[0]).toMatchObject({
      places: ['operations.create.request.headers.idempotency-key', 'scenarios.base.load'],
      arithmetic: '1 creation, 99 repetitions',
    })
  })
})
