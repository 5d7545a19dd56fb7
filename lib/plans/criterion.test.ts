import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMPARATORS, type Criterion } from './criterion.ts'
import { parseCriterion, parseMetric } from './criterion-parser.ts'
import { explainCriterion, formatCriterion } from './criterion-text.ts'

function read(text: string): Criterion {
  const parsed = parseCriterion(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.criterion
}

function problem(text: string) {
  const parsed = parseCriterion(text)
  if (parsed.ok) throw new Error(`read ${text}`)
  return parsed.problem
}

describe('a criterion', () => {
  it('is read with metric, selector, comparator, value and window', () => {
    expect(read('p95(create-order) < 200ms during steady')).toEqual({
      metric: { kind: 'percentile', percentile: 95 },
      service: false,
      selector: { kind: 'operation', key: 'create-order' },
      comparator: '<',
      value: 200,
      unit: 'ms',
      forMs: null,
      window: { kind: 'during', phase: 'steady' },
    })
    expect(read('error_rate(status:5xx) > 5% for 30s')).toMatchObject({
      selector: { kind: 'status', key: '5xx' },
      value: 0.05,
      unit: 'fraction',
      forMs: 30_000,
    })
    expect(read('p99.9.service(payload:large)<=1.5s at 4h')).toMatchObject({
      metric: { percentile: 99.9 },
      service: true,
      comparator: '<=',
      value: 1500,
      window: { kind: 'at', atMs: 14_400_000 },
    })
  })

  it.each([
    'p95 < 200ms',
    'mean(crud) <= 100ms',
    'rate >= 400/s',
    'rate(create-order) >= 5000/min',
    'dropped = 0',
    'dropped < 1%',
    'ok_rate >= 99.9%',
    'ok_rate >= 400/s',
    'recovery_time < 2m',
    'error_rate < 20% during drill',
    'alert(high-latency) within 30s',
    'monitor(cpu) > 95% for 1m',
    'monitor(queue-backlog) < 1000',
    'increase(memory, 1h) < 5%',
    'missing(app) > 1m',
    'bytes_in < 5MB',
    'memory_growth < 5% at 4h',
    'p95 > 2s for 30s during after-spike-2',
  ])('written canonically reads back the same: %s', (text) => {
    expect(formatCriterion(read(text))).toBe(text)
  })

  it('reads loose spellings into the canonical one', () => {
    expect(formatCriterion(read('  p95( create-order )<200 ms  for 30 seconds  '))).toBe(
      'p95(create-order) < 200ms for 30s',
    )
    expect(formatCriterion(read('p95(*) ≤ 1 s'))).toBe('p95 <= 1s')
    expect(formatCriterion(read('rate >= 500 TPS'))).toBe('rate >= 500/s')
  })

  it('survives writing and reading, whatever its parts', () => {
    const part = fc.record({
      metric: fc.constantFrom('p50', 'p99.99', 'max', 'p95.service', 'mean.service'),
      selector: fc.constantFrom('', '(a-b)', '(payload:small)', '(status:404)'),
      comparator: fc.constantFrom(...COMPARATORS),
      value: fc.integer({ min: 1, max: 1e9 }),
      held: fc.constantFrom('', ' for 30s', ' for 1h'),
      window: fc.constantFrom('', ' during ramp-up', ' at 90s'),
    })
    fc.assert(
      fc.property(part, (p) => {
        const criterion = read(`${p.metric}${p.selector} ${p.comparator} ${p.value}ms${p.held}${p.window}`)
        expect(read(formatCriterion(criterion))).toEqual(criterion)
      }),
    )
  })

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseCriterion(text).ok === 'boolean'))
  })
})

describe('a criterion that cannot be read', () => {
  it.each([
    ['p95 << 200ms', 4, 'a comparator', '<'],
    ['eror_rate < 1%', 0, 'a metric', 'error_rate'],
    ['p95 < 200', 6, '"200" has no unit', null],
    ['p95(create-order < 200ms', 17, '")"', null],
    ['p95 < 200ms durring steady', 12, 'a window', 'during'],
    ['p5 < 200ms', 0, 'p50', 'p50'],
    ['monitor < 5', 8, '"("', null],
    ['', 0, 'a metric', null],
    ['p95', 3, 'a comparator', null],
    ['error_rate < 200ms', 13, '0.1%', null],
    ['p95(Create Order) < 1s', 4, 'keys look like create-order', null],
    ['rate.service > 5/s', 4, 'service time', null],
    ['p95(paylod:small) < 1s', 4, 'a selector', 'payload:'],
    ['users(create-order) > 5', 5, 'not split', null],
    ['p95 < 1s for', 12, 'duration', null],
    ['p95 == 1s', 4, 'a comparator', '='],
  ])('%j says where, what was expected and what was meant', (text, position, part, nearest) => {
    const found = problem(text)
    expect(found.position).toBe(position)
    expect(found.message).toContain(part)
    expect(found.nearest).toBe(nearest)
  })
})

describe('a criterion in plain language', () => {
  it.each([
    [
      'p95(create-order) < 200ms during steady',
      '95 % of create-order attempts answered within 200 ms, during hold stages',
    ],
    ['p95 > 2s for 30s', 'more than 5 % of all attempts not answered within 2 s, held for 30 s'],
    ['error_rate < 1%', 'the share of all attempts that fail below 1 %'],
    ['rate(read-order) >= 500/s', 'completed read-order attempts at least 500/s'],
    ['alert(high-latency) within 30s', 'the alert high-latency fires within 30 s'],
    ['monitor(cpu) < 70% at 4h', 'the monitored value cpu below 70 %, at 4 h into the run'],
  ])('%s', (text, sentence) => {
    expect(explainCriterion(read(text)).replaceAll('\u00a0', ' ')).toBe(sentence)
  })
})

describe('a metric alone', () => {
  it('is read for SLA rows', () => {
    expect(parseMetric('p95')).toMatchObject({ ok: true, metric: { kind: 'percentile', percentile: 95 } })
    expect(parseMetric('monitor(app.db-pool)')).toMatchObject({ ok: true, metric: { key: 'app.db-pool' } })
    expect(parseMetric('custom(app.rows)')).toMatchObject({ ok: false })
    expect(parseMetric('monitor(db-pool)')).toMatchObject({ ok: true, metric: { kind: 'monitor', key: 'db-pool' } })
    expect(parseMetric('p95 < 1s')).toMatchObject({ ok: false })
    expect(parseMetric('latency')).toMatchObject({ ok: false })
  })
})
