import { describe, expect, it } from 'vitest'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import { completeCriterion, takeOffer } from './complete-criterion.ts'
import { knownKeys } from './read-criterion.ts'

const known = knownKeys({
  name: '',
  operations: [{ key: 'create-order', metrics: [{ key: 'rows' }] }, { key: 'read-order' }],
  flows: [{ key: 'crud' }],
  testData: { payloads: [{ key: 'small' }] },
  monitors: [{ key: 'app', metrics: [{ key: 'cpu' }] }],
  alerts: [{ key: 'slow' }],
  scenarios: [{ key: 'peak', load: { stages: [{ key: 's1' }] }, phases: [{ key: 'settle' }] }],
})
const labels = (text: string) => completeCriterion(text, text.length, known)?.offers.map(({ label }) => label) ?? []

describe('completing a criterion', () => {
  it('offers metrics by their beginning', () => {
    expect(labels('p9')).toEqual(['p90', 'p95', 'p99', 'p99.9'])
    expect(labels('err')).toEqual(['error_rate'])
    expect(labels('mon')).toEqual(['monitor(…)'])
  })

  it('offers what a metric can be asked of', () => {
    expect(labels('p95(')).toEqual([
      'create-order',
      'read-order',
      'crud',
      'payload:small',
      'status:5xx',
      'status:4xx',
      'status:503',
    ])
    expect(labels('p95.service(read')).toEqual(['read-order'])
    expect(labels('monitor(')).toEqual(['cpu'])
    expect(labels('custom(')).toEqual(['rows'])
    expect(labels('alert(')).toEqual(['slow'])
  })

  it('offers comparators, values of the unit, and windows with the stages and phases of the plan', () => {
    expect(labels('p95 ')).toEqual(['( … )', '<', '<=', '>', '>=', '='])
    expect(labels('p95(crud) ')).toEqual(['<', '<=', '>', '>=', '='])
    expect(labels('alert(slow) ')).toEqual(['within'])
    expect(labels('p95 < ')).toContain('200ms')
    expect(labels('rate >= ')).toContain('100/s')
    expect(labels('p95 < 200ms du')).toEqual(['during …'])
    expect(labels('p95 < 200ms during s')).toEqual(['steady', 's1', 'settle'])
    expect(labels('p95 < 200ms at ')).toContain('4h')
  })

  it('offers nothing where a word is complete or cannot be followed', () => {
    expect(labels('p95 < 200ms during steady')).toEqual([])
    expect(labels('nonsense ')).toEqual([])
  })

  it('comes to a sentence that can be read when the first offers are taken one after the other', () => {
    let [text, cursor] = ['', 0]
    for (const wanted of ['p95', '( … )', 'create-order', '<', '200ms', 'during …', 'steady']) {
      const completion = completeCriterion(text, cursor, known)
      const offer = completion?.offers.find(({ label }) => label === wanted)
      if (!completion || !offer) throw new Error(`${wanted} is not offered behind "${text}"`)
      ;({ text, cursor } = takeOffer(text, cursor, completion, offer))
    }
    expect(text).toBe('p95(create-order) < 200ms during steady')
    expect(parseCriterion(text).ok).toBe(true)
  })

  it('puts an operation into brackets that are there already', () => {
    const text = 'p95(cr) < 200ms'
    const completion = completeCriterion(text, 6, known)
    const offer = completion?.offers[0]
    if (!completion || !offer) throw new Error('nothing is offered')
    expect(takeOffer(text, 6, completion, offer)).toEqual({ text: 'p95(create-order) < 200ms', cursor: 16 })
  })
})
