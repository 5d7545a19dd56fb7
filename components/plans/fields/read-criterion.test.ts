import { describe, expect, it } from 'vitest'
import { knownKeys, readCriterionLine } from './read-criterion.ts'

const known = knownKeys({
  name: '',
  operations: [{ key: 'pay-order' }, { key: 'read-order' }],
  flows: [{ key: 'crud' }],
  testData: { payloads: [{ key: 'small' }] },
})
const read = (text: string) => readCriterionLine(text, known)

describe('a criterion that is typed', () => {
  it('is said in plain words', () => {
    expect(read('p95(pay-order) < 200ms during steady')).toEqual({
      ok: true,
      says: '95\u00a0% of pay-order attempts answered within 200\u00a0ms, during hold stages',
    })
    expect(read('p95(crud) < 500ms')).toMatchObject({ ok: true })
    expect(read('error_rate(payload:small) < 1%')).toMatchObject({ ok: true })
  })

  it('may speak of the job an operation polls, and of no other', () => {
    const polled = { key: 'import', poll: { path: '/jobs', until: 'status = 200' } }
    const keys = knownKeys({ name: '', operations: [polled, { key: 'read' }] })
    expect(readCriterionLine('max(import.job) < 10m', keys)).toMatchObject({ ok: true })
    expect(readCriterionLine('max(read.job) < 10m', keys)).toMatchObject({ ok: false })
  })

  it('names an operation that is not there, and mends it', () => {
    expect(read('p95(pay-ordr) < 500ms')).toEqual({
      ok: false,
      position: 4,
      message: 'At character 5: there is no operation pay-ordr. Closest:',
      suggestions: [{ label: 'pay-order', text: 'p95(pay-order) < 500ms' }],
    })
  })

  it('is marked where it breaks', () => {
    expect(read('p95 < fast')).toMatchObject({ ok: false, position: 6 })
  })

  it('mends a mistyped word', () => {
    const reading = read('p95 < 200ms durring steady')
    expect(reading.ok).toBe(false)
    expect(!reading.ok && reading.suggestions?.[0]?.text).toBe('p95 < 200ms during steady')
  })
})
