import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOfGrowth, operandsOf, type TakeExpression } from './take.ts'
import { parseTake } from './take-parser.ts'

const read = (text: string) => {
  const parsed = parseTake(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.expression
}

const problem = (text: string) => {
  const parsed = parseTake(text)
  if (parsed.ok) throw new Error(`${text} was read`)
  return parsed.problem
}

const figure = (name: string): TakeExpression => ({ kind: 'name', name, labels: [] })

describe('a take', () => {
  it('is read with the usual precedence, from left to right', () => {
    expect(read('db_pool_used / db_pool_size * 100')).toEqual({
      ...{ kind: 'binary', operator: '*' },
      left: { kind: 'binary', operator: '/', left: figure('db_pool_used'), right: figure('db_pool_size') },
      right: { kind: 'number', value: 100 },
    })
    expect(read('a - b - (c + 1.5e3)')).toMatchObject({ operator: '-', right: { operator: '+' } })
    expect(read('-a * 2')).toMatchObject({ operator: '*', left: { kind: 'negative' } })
  })

  it('takes figures by their labels', () => {
    expect(read('http_requests_total{status=~"5..", method!="GET",}')).toEqual({
      ...{ kind: 'name', name: 'http_requests_total' },
      labels: [
        { label: 'status', comparator: '=~', value: '5..' },
        { label: 'method', comparator: '!=', value: 'GET' },
      ],
    })
    expect(read('a{b="say \\"x\\""}')).toMatchObject({ labels: [{ value: 'say "x"' }] })
  })

  it('takes what counters grew by, of several added', () => {
    expect(read('rate(disk_io_read_ops + disk_io_write_ops)')).toMatchObject({ kind: 'growth', perSecond: true })
    expect(read('increase(sum(a))')).toMatchObject({ kind: 'growth', perSecond: false })
    expect(isOfGrowth(read('rate(a) / (rate(a) + rate(b)) * 100'))).toBe(true)
    expect(isOfGrowth(read('a / b'))).toBe(false)
  })

  it('takes paths into JSON, as they are', () => {
    expect(read('$.jobs.depth')).toEqual({ kind: 'path', path: '$.jobs.depth' })
    expect(read('body $.jobs.depth')).toEqual({ kind: 'path', path: '$.jobs.depth' })
    const paths = operandsOf(read(`$.pool.used/$['the pool'].size * 100 + $.a[?@['b'] == "]"].n`))
    expect(paths.map((one) => one.kind === 'path' && one.path)).toEqual([
      '$.pool.used',
      "$['the pool'].size",
      `$.a[?@['b'] == "]"].n`,
    ])
  })

  it('takes a share of a histogram', () => {
    const of = figure('request_seconds_bucket')
    const text = 'histogram_quantile(0.95, rate(request_seconds_bucket))'
    expect(read(text)).toEqual({ kind: 'quantile', quantile: 0.95, of, growth: true })
    expect(isOfGrowth(read(text))).toBe(true)
  })

  it.each([
    ['rte(requests)', 0, 'did you mean "rate"?'],
    ['a b', 2, '"b" is none; write +, -, * or /'],
    ['a +', 3, 'found the end'],
    ['(a + b', 6, '")" at position 7'],
    ['a{status 500}', 9, 'a comparator'],
    ['a{status=500}', 9, 'a text in quotes'],
    ['a{status=~"(a+)+"}', 10, 'may take for ever'],
    ['a{status=~"(a|a)(a|a)(a|a)(a|a)b"}', 10, 'may take for ever'],
    ['a{status=~"a?a?a?a?aaaa"}', 10, 'may take for ever'],
    ['rate(a * b)', 5, 'several of them added'],
    ['rate(jobs[1m])', 9, 'leave out the time in brackets'],
    ['histogram_quantile(95, a)', 19, 'at most 1'],
    ['$.a[0', 5, 'not closed'],
    ['1 + $..jobs..depth', 4, 'may take for ever'],
    ['', 0, 'found the end'],
    ['('.repeat(99), 50, 'at most 50'],
  ])('says where and why it cannot be read: %s', (text, position, why) => {
    expect(problem(text)).toMatchObject({ position })
    expect(problem(text).message).toContain(why)
  })

  it('never throws, whatever is typed', () => {
    const word = fc.constantFrom(
      'rate(',
      'a',
      '{',
      '}',
      'b="c"',
      ')',
      '+',
      '/',
      '1e9',
      '$.x',
      '[',
      '"',
      ' ',
      'sum(',
      ',',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word).map((words) => words.join('')),
          fc.string({ unit: 'grapheme' }),
        ),
        (text) => {
          const parsed = parseTake(text)
          if (!parsed.ok) expect(parsed.problem.position).toBeLessThanOrEqual(text.length)
        },
      ),
      { seed: 20261121, numRuns: 500 },
    )
  })
})
