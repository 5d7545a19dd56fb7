import * as hdr from 'hdr-histogram-js'
import { beforeAll, expect, test } from 'vitest'
import type { CallContext } from '#lib/access/procedure.ts'
import { makeMember } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { runResultSchema } from '#lib/reports/run/run-result.ts'
import { ALL_OPERATIONS, type Bucket, type SeriesId } from '#lib/runs/bucket.ts'
import { getSummary } from '#lib/runs/queries/summary.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { compiledDemo, makeRun, secondOf, storeRows } from '#lib/runs/testing.ts'
import { handleRunExport } from './run-export.ts'

const database = useTestDatabase()
const context = (): CallContext => ({ actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() })

const SECONDS = 90
const order: SeriesId = { kind: 'operation', key: 'create-order', payload: '' }
let runId = ''

const timesAt = (second: number) => Array.from({ length: 20 }, (_, n) => 1_000 + ((second * 613 + n * 7_919) % 90_000))

beforeAll(async () => {
  const plan = compiledDemo()
  const named = plan.operations.find((one) => one.key === order.key)
  if (named) named.name = '=HYPERLINK("http://evil.example")'
  const start = new Date('2026-11-20T10:00:00Z')
  const times = { startedAt: start, endedAt: new Date(start.getTime() + SECONDS * 1000) }
  const run = await makeRun(database.db, { state: 'ended', endReason: 'completed', startedBy: 'Ada', ...times }, plan)
  runId = run.id
  const rollup = new Rollup()
  const rows: Bucket[] = []
  for (let second = 0; second < SECONDS; second++) {
    const failed = second % 10 === 3 ? [4_000] : []
    const both = [ALL_OPERATIONS, order].map((series) => secondOf(series, timesAt(second), failed))
    for (const row of both) if (failed.length > 0) row.counts.errors = { 'http-5xx': 1 }
    rows.push(...rollup.close(second, both))
  }
  await storeRows(database.db, { runId }, [...rows, ...rollup.flush()])
  const finding = { projectId: run.projectId, runId, number: 1, severity: 'high', createdBy: 'Ada' }
  const { id: findingId } = await database.db.finding.create({ data: { ...finding, title: 'Orders wait for a lock' } })
  const advice = { projectId: run.projectId, findingId, text: 'Shorten the transaction', horizon: 'immediate' }
  await database.db.recommendation.create({ data: { ...advice, priority: 'P0', createdBy: 'Ada' } })
})

async function fetched(query: string, findContext = async () => context()) {
  const answer = await handleRunExport(new Request(`http://x/api/v1/runs/${runId}/export?${query}`), runId, findContext)
  return { answer, text: await answer.text() }
}

function readLog(text: string): Map<string, hdr.Histogram> {
  const reader = new hdr.HistogramLogReader(text)
  const merged = new Map<string, hdr.Histogram>()
  for (let next = reader.nextIntervalHistogram(); next; next = reader.nextIntervalHistogram()) {
    const { tag } = next as unknown as { tag: string }
    const into = merged.get(tag) ?? hdr.build({ numberOfSignificantValueDigits: 3, highestTrackableValue: 3.6e9 })
    into.add(next as hdr.Histogram)
    merged.set(tag, into)
  }
  return merged
}

test('the histogram log is read by the public reader, to the same percentiles', async () => {
  for (const [query, from, to] of [
    ['format=hgrm', 0, SECONDS],
    ['format=hlog&from=13000&to=71000', 13, 71],
  ] as const) {
    const { answer, text } = await fetched(query)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="R-1-smoke.hlog"')
    const log = readLog(text)
    expect([...log.keys()].sort()).toEqual(
      ['NO TAG', 'create-order', 'create-order.failed', 'create-order.service', 'failed', 'service'].sort(),
    )
    const summary = await getSummary(context() as never, { id: runId, from: from * 1000, to: to * 1000 })
    const whole = log.get('NO TAG') as hdr.Histogram
    expect(whole.totalCount).toBe((to - from) * 20)
    const { p50, p95, p99 } = summary.totals.responseTimeMs.shown
    expect([50, 95, 99].map((percent) => whole.getValueAtPercentile(percent) / 1000)).toEqual([p50, p95, p99])
    const service = log.get('create-order.service') as hdr.Histogram
    expect(service.getValueAtPercentile(95) / 1000).toBe(summary.operations['create-order']?.serviceTimeMs.p95)
  }
})

test('JSON has the shape of result.json and the percentiles of the window', async () => {
  const result = runResultSchema.parse(JSON.parse((await fetched('format=json&from=10000&to=50000')).text))
  const summary = await getSummary(context() as never, { id: runId, from: 10_000, to: 50_000 })
  expect(result.window).toEqual({ from: 10_000, to: 50_000 })
  expect(result.operations['create-order']).toEqual(summary.operations['create-order'])
  expect(result.ok).toBe(800)
})

test('CSV holds no cell that a spreadsheet takes for a formula, and numbers as they are', async () => {
  const { text, answer } = await fetched('format=csv')
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const [head, all, ...rest] = text.trimEnd().split('\r\n')
  expect(head).toMatch(/^kind,key,name,method,path,offered,/)
  expect(all).toMatch(/^all,\*,All operations,/)
  expect(rest.find((line) => line.startsWith('operation,create-order'))).toContain(
    `"'=HYPERLINK(""http://evil.example"")"`,
  )
  const { totals } = await getSummary(context() as never, { id: runId })
  const cellOf = (name: string) => Number(all?.split(',')[head?.split(',').indexOf(name) ?? -1])
  expect([cellOf('response_p99_ms'), cellOf('service_p50_ms')]).toEqual([
    totals.responseTimeMs.shown.p99,
    totals.serviceTimeMs.p50,
  ])
  const series = (await fetched('format=csv&table=series&to=30000')).text.trimEnd().split('\r\n')
  expect(series).toHaveLength(31)
  const errors = (await fetched('format=csv&table=errors')).text
  expect(errors).toContain('create-order,http-5xx,9,3000,83000,')
})

test('the page is one file with its fonts that fetches nothing and takes no text for HTML', async () => {
  const { text } = await fetched('format=html')
  const faces = text.match(/@font-face\{font-family:"Geist(?: Mono)?";[^}]*src:url\(data:font\/woff2;base64,/g)
  expect(faces).toHaveLength(2)
  expect(text.replaceAll('src:url(data:', '')).not.toMatch(/<script|<link|<img|<iframe|src=|url\(|@import/i)
  expect(text).not.toMatch(/href="(?!#)/)
  expect(text).toContain('=HYPERLINK(&quot;http://evil.example&quot;)')
  for (const title of [
    'Response time',
    'Heat map',
    'Spectrum of response and service time',
    'Operations',
    'Failures',
  ]) {
    expect(text).toContain(`<h2>${title}</h2>`)
  }
  expect(text.match(/<svg /g)?.length).toBe(7)
})

test('the result sheet tells date, type, duration, engineer, configuration, totals, objectives, issues, recommendations', async () => {
  const { text } = await fetched('format=md')
  for (const line of [
    '- **Date:** 20 November 2026, 10:00',
    '- **Type:** smoke',
    '- **Duration:** 90',
    '- **Engineer:** Ada',
    '## Configuration',
    '| Sent | 1,809 |',
    '| Objective | Target | Limit | Actual | Status |',
    '- **PERF-001** (high, open): Orders wait for a lock',
    '- **P0** (immediate): Shorten the transaction',
  ]) {
    expect(text).toContain(line)
  }
})

test('who may not see the run gets nothing, and a wrong format is named', async () => {
  const { ctx: stranger } = await makeMember(database.db, 'lead')
  const refused = await fetched('format=csv', async () => stranger)
  expect(refused.answer.status).toBe(404)
  const unsigned = await fetched('format=csv', async () => ({ ...context(), actor: null }))
  expect(unsigned.answer.status).toBe(401)
  const wrong = await fetched('format=xlsx')
  expect(wrong.answer.status).toBe(400)
  expect(JSON.parse(wrong.text).message).toContain('format: Give one of csv, json, hgrm, hlog, html, md')
})
