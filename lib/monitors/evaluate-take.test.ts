import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTake } from '#lib/plans/take-parser.ts'
import { evaluateTake } from './evaluate-take.ts'
import { parsePrometheusText } from './prometheus-text.ts'
import type { Scrape } from './scrape.ts'

const scrape = (text: string, atMs = 10_000): Scrape => ({ atMs, ...parsePrometheusText(text) })

function take(text: string, now: Scrape, before: Scrape | null = null) {
  const parsed = parseTake(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  const taken = evaluateTake(parsed.expression, now, before)
  return taken.ok ? taken.value : taken.why
}

const BEFORE = scrape(
  `requests_total{status="200",method="GET"} 90
requests_total{status="200",method="POST"} 10
jobs_total 500`,
  0,
)
const NOW = scrape(`# TYPE requests_total counter
requests_total{status="200",method="GET"} 120
requests_total{status="200",method="POST"} 5
requests_total{status="500",method="GET"} 4
jobs_total 520
pool_used 12
pool_size 16
# TYPE restarts_total counter
broken NaN
`)

describe('a take is worked out', () => {
  it.each([
    ['pool_used / pool_size * 100', 75],
    ['requests_total', 129],
    ['requests_total{status="500"}', 4],
    ['requests_total{status=~"2..|3.."}', 125],
    ['avg(requests_total)', 43],
    ['max(requests_total) - min(requests_total)', 116],
    // 120 − 90, 5 after a restart, 4 that are new
    ['increase(requests_total)', 39],
    ['rate(requests_total + jobs_total)', 5.9],
    ['max(rate(requests_total))', 3],
    ['increase(requests_total{status="500"}) / increase(requests_total) * 100', (4 / 39) * 100],
    ['requests_total{status="404"}', 0],
    ['restarts_total', 0],
    ['-pool_used + 2', -10],
  ])('%s', (text, value) => {
    expect(take(text, NOW, BEFORE)).toBeCloseTo(value as number, 10)
  })

  it.each([
    ['pool_usd', 'The source tells nothing of pool_usd; did you mean pool_used?'],
    ['pool_used{name="a"}', 'pool_used has no value with these labels.'],
    ['pool_used / (pool_size - 16)', 'What it is divided by is 0.'],
    ['broken', 'The value is not a number.'],
    ['increase(nothing_at_all)', 'The source tells nothing of nothing_at_all.'],
  ])('says why there is no value: %s', (text, why) => {
    expect(take(text, NOW, BEFORE)).toBe(why)
  })

  it('has no difference at the first reading', () => {
    expect(take('rate(jobs_total)', NOW)).toBe('A difference needs two readings, and this is the first.')
    expect(take('jobs_total', NOW)).toBe(520)
  })

  it('takes no difference from a reading that told nothing of a path, where in Prometheus text a counter may be new', () => {
    const json = (figures: [string, number][], atMs: number): Scrape => ({
      atMs,
      figures: new Map(figures.map(([path, value]) => [path, [{ labels: {}, value }]])),
    })
    const before = json([['$.other', 1]], 0)
    const now = json([['$.mails', 5000]], 10_000)
    expect(take('increase($.mails)', now, before)).toBe('The reading before told nothing of $.mails.')
    expect(take('increase($.mails)', json([['$.mails', 5007]], 20_000), now)).toBe(7)
    expect(take('increase(mails)', scrape('mails 7'), scrape('other 1', 0))).toBe(7)
  })

  const histogram = (counts: number[], total: number, atMs: number) =>
    scrape(
      `wait_bucket{le="0.1"} ${counts[0]}\nwait_bucket{le="0.5"} ${counts[1]}\nwait_bucket{le="+Inf"} ${counts[2]}\nwait_sum ${total}\nwait_count ${counts[2]}`,
      atMs,
    )

  it('takes the mean of what a histogram counted since the reading before, and its shares', () => {
    const [first, second] = [histogram([50, 100, 100], 20, 0), histogram([100, 190, 200], 50, 10_000)]
    expect(take('wait', second, first)).toBeCloseTo(0.3)
    expect(take('wait', first, first)).toBe('Nothing was counted since the reading before.')
    expect(take('histogram_quantile(0.5, wait)', second)).toBeCloseTo(0.1)
    // Of the 100 that came, 50 up to 0.1 and 40 up to 0.5: rank 70 is the 20th of these 40.
    expect(take('histogram_quantile(0.7, rate(wait_bucket))', second, first)).toBeCloseTo(0.3)
    expect(take('histogram_quantile(0.99, wait_bucket)', second)).toBe(0.5)
  })

  it('counts what a counter grew by, however often it was restarted in between', () => {
    const steps = fc.array(fc.record({ grows: fc.nat(1000), restarts: fc.boolean() }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(steps, (list) => {
        let counter = 7
        let before = scrape('n_total 7', 0)
        let told = 0
        let grown = 0
        for (const [index, { grows, restarts }] of list.entries()) {
          counter = (restarts ? 0 : counter) + grows
          // A counter that is restarted and passes its old value at once cannot be told from one that went on.
          grown +=
            restarts && counter >= before.figures.get('n_total')![0]!.value
              ? counter - before.figures.get('n_total')![0]!.value
              : grows
          const now = scrape(`n_total ${counter}`, (index + 1) * 1000)
          told += take('increase(n_total)', now, before) as number
          before = now
        }
        expect(told).toBe(grown)
      }),
      { seed: 20261121 },
    )
  })
})
