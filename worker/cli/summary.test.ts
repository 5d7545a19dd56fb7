import { describe, expect, it } from 'vitest'
import type { Result } from '#lib/runs/result.ts'
import { formatSummary } from './summary.ts'

const latency = { mean: 5, min: 1, max: 9, deviation: 1, p50: 5, p90: 6, p95: 7, p99: 8, p999: 9 }

function resultOf(part: Partial<Result>, totals: Partial<Result['totals']> = {}): Result {
  const operation = {
    ...{
      key: 'list',
      name: 'List',
      method: 'GET',
      path: '/',
      offered: 100,
      sent: 80,
      ok: 80,
      failed: 0,
      interrupted: 0,
    },
    ...{
      skipped: 0,
      ratePerSecond: 8,
      errorRate: 0,
      checkRate: null,
      bytesIn: 0,
      status: {},
      conflicts: 0,
      refusals: 0,
      refreshes: 0,
      truncatedBodies: 0,
    },
    ...{ dropped: { target: 0, generator: 0 }, serviceTimeMs: latency },
    responseTimeMs: { ...latency, shown: latency, judged: latency },
  } as Result['totals']
  return {
    ...{ plan: { name: 'Orders', version: '1' }, scenario: 's', environment: 'e', startedAt: '', durationMs: 10_000 },
    ...{ end: { reason: 'completed', message: null }, offered: 100, sent: 80, ok: 80, failed: 0, interrupted: 0 },
    ...{ dropped: { target: 0, generator: 0 }, validity: { status: 'valid', reasons: [], completeness: 1 } },
    ...{ verdict: 'pass', sentence: 'Pass.', objectives: [], flows: {}, errors: [], metrics: {} },
    operations: { list: operation },
    totals: { ...operation, ...totals },
    ...part,
  }
}

const shown = (result: Result, isPaced: boolean | null = false) =>
  formatSummary(result, isPaced).replaceAll('\u00a0', ' ')

describe('the summary of a run', () => {
  it('tells the slots paced users were late for from arrivals that found everything in flight', () => {
    const result = resultOf({ dropped: { target: 15, generator: 5 } })
    expect(shown(result)).toMatch(
      /15 dropped because the target had all requests in flight[\s\S]*5 dropped because this/,
    )
    const paced = shown(result, true)
    expect(paced).toMatch(
      /of 100 offered:\n {2}15 left out because their user still waited[\s\S]*5 left out because this/,
    )
    expect(paced).not.toMatch(/in flight/)
    expect(shown(result, null)).toMatch(/15 not sent because the target[\s\S]*5 left out because this/)
  })

  it('tells renewed tokens, conflicts and custom metrics beside the requests', () => {
    const metrics: Result['metrics'] = {
      rows: { key: 'rows', label: 'Rows', unit: 'rows/s', count: 2, kind: 'trend', ...latency, p90: 6 },
      sent: { key: 'sent', label: 'Sent', unit: null, count: 3, kind: 'counter', total: 1200, perSecond: 120 },
      hits: { key: 'hits', label: 'Cache hits', unit: null, count: 4, kind: 'rate', rate: 0.75, trueCount: 3 },
    }
    const text = shown(resultOf({ metrics }, { refreshes: 5, conflicts: 40, refusals: 7 }))
    expect(text).toMatch(
      /5 requests sent again with a new token, 0\.50 \/s\n {2}40 conflicts \(status 409\)\n {2}7 refused for load/,
    )
    expect(text).toMatch(/Rows\s+2 {2}mean 5 rows\/s, p50 5 rows\/s/)
    expect(text).toMatch(/Sent\s+3 {2}1200 in all, 120 a second/)
    expect(text).toMatch(/Cache hits\s+4 {2}true in 75\.0 %/)
    expect(shown(resultOf({}))).not.toMatch(/token|conflict|metric|offered:/)
  })
})
