// How long the server takes to answer about a run of a day: page, windows, charts, lists. The run is written straight into a database of
// its own, or that of DATABASE_URL, where it stays. `node bench/review.ts [-- hours] [operations] [times]`
// With HEADROOM_URL and HEADROOM_TOKEN, an admin's, the page is also fetched from the product itself; RUN_ID measures one that is there.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Ctx } from '#lib/access/actor.ts'
import { readVariables } from '#lib/core/env.ts'
import { createDb, type Db } from '#lib/db/client.ts'
import { startEmbeddedPostgres } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'
import { getErrors } from '#lib/runs/queries/errors.ts'
import { getLatency } from '#lib/runs/queries/latency.ts'
import { getSeries } from '#lib/runs/queries/live-series.ts'
import { listSamples } from '#lib/runs/queries/samples.ts'
import { getSummary } from '#lib/runs/queries/summary.ts'
import { judgeEndedRun } from '#lib/verdicts/commands/judge.ts'
import { getRunDetail, getRunView } from '#lib/verdicts/queries/run-view.ts'
import { type LongRun, writeLongRun } from './long-run.ts'
import { table } from './processes.ts'

const [hours = 24, operations = 20, times = 60] = process.argv
  .slice(2)
  .filter((text) => text !== '--')
  .map(Number)
const { DATABASE_URL, HEADROOM_URL, HEADROOM_TOKEN, RUN_ID } = readVariables([
  'DATABASE_URL',
  'HEADROOM_URL',
  'HEADROOM_TOKEN',
  'RUN_ID',
])

interface Asked {
  name: string
  goalMs: number | null
  ask(): Promise<unknown>
}

function questions(ctx: () => Ctx, run: LongRun): Asked[] {
  const { id, seconds } = run
  const second = () => Math.floor(Math.random() * seconds) * 1000
  const anyWindow = () => {
    const [a, b] = [second(), second()]
    return { from: Math.min(a, b), to: Math.max(a, b) + 1000 }
  }
  const minutes = () => {
    const from = Math.floor(Math.random() * (seconds - 600)) * 1000
    return { from, to: from + 80_000 + Math.floor(Math.random() * 500) * 1000 }
  }
  const operation = () => run.operations[Math.floor(Math.random() * run.operations.length)] as string
  return [
    { name: 'review page, its data', goalMs: 300, ask: () => getRunView(ctx(), id) },
    { name: 'run', goalMs: 200, ask: () => getRunDetail(ctx(), id) },
    { name: 'summary, whole run', goalMs: 200, ask: () => getSummary(ctx(), { id }) },
    { name: 'summary, any window', goalMs: 200, ask: () => getSummary(ctx(), { id, ...anyWindow() }) },
    { name: 'summary, some minutes', goalMs: 200, ask: () => getSummary(ctx(), { id, ...minutes() }) },
    { name: 'latency, whole run', goalMs: 200, ask: () => getLatency(ctx(), { id }) },
    { name: 'latency, any window', goalMs: 200, ask: () => getLatency(ctx(), { id, ...anyWindow() }) },
    { name: 'latency, some minutes', goalMs: 200, ask: () => getLatency(ctx(), { id, ...minutes() }) },
    {
      name: 'latency, an operation',
      goalMs: 200,
      ask: () => getLatency(ctx(), { id, ...anyWindow(), operation: operation() }),
    },
    {
      name: 'latency, a payload class',
      goalMs: 200,
      ask: () => getLatency(ctx(), { id, ...anyWindow(), payload: 'small' }),
    },
    { name: 'series, any window', goalMs: 200, ask: async () => few(await getSeries(ctx(), { id, ...anyWindow() })) },
    {
      name: 'series, an operation',
      goalMs: 200,
      ask: async () => few(await getSeries(ctx(), { id, ...anyWindow(), operation: operation() })),
    },
    { name: 'errors, whole run', goalMs: 200, ask: () => getErrors(ctx(), { id }) },
    { name: 'errors, some minutes', goalMs: 200, ask: () => getErrors(ctx(), { id, ...minutes() }) },
    { name: 'slowest exchanges', goalMs: 200, ask: () => listSamples(ctx(), { id, kind: 'slowest', ...anyWindow() }) },
    { name: 'failed exchanges', goalMs: 200, ask: () => listSamples(ctx(), { id, kind: 'failed', ...minutes() }) },
  ]
}

function few<Answer extends { points: unknown[] }>(answer: Answer): Answer {
  if (answer.points.length > 600) throw new Error(`${answer.points.length} points`)
  return answer
}

async function fetchPage(pathname: string): Promise<string> {
  const answer = await fetch(new URL(pathname, HEADROOM_URL), {
    headers: { authorization: `Bearer ${HEADROOM_TOKEN}` },
  })
  if (!answer.ok) throw new Error(`${pathname}: ${answer.status} ${await answer.text()}`)
  return answer.text()
}

function pages({ id }: LongRun): Asked[] {
  if (!HEADROOM_URL || !HEADROOM_TOKEN) return []
  return [
    { name: 'page over HTTP', goalMs: 300, ask: () => fetchPage(`/runs/${id}`) },
    { name: 'summary over HTTP', goalMs: 200, ask: () => fetchPage(`/api/v1/runs/${id}/summary`) },
    { name: 'latency over HTTP', goalMs: 200, ask: () => fetchPage(`/api/v1/runs/${id}/latency`) },
  ]
}

async function measure({ name, goalMs, ask }: Asked): Promise<string[]> {
  for (let n = 0; n < 5; n++) await ask()
  const took: number[] = []
  let bytes = 0
  const before = process.cpuUsage()
  for (let n = 0; n < times; n++) {
    const begin = performance.now()
    const answer = await ask()
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
    took.push(performance.now() - begin)
    bytes = Math.max(bytes, text.length)
  }
  const { user, system } = process.cpuUsage(before)
  took.sort((a, b) => a - b)
  const at = (quantile: number) => took[Math.ceil(quantile * times) - 1] as number
  const isMet = goalMs === null || at(0.95) <= goalMs
  if (!isMet) process.exitCode = 1
  const ms = (value: number) => `${value.toFixed(0)} ms`
  return [
    name,
    ms(took[0] as number),
    ms(at(0.5)),
    ms(at(0.95)),
    ms((user + system) / 1000 / times),
    goalMs ? `≤ ${goalMs} ms` : '',
    isMet ? 'met' : 'missed',
    `${(bytes / 1000).toFixed(0)} kB`,
  ]
}

async function review(db: Db): Promise<void> {
  const begin = performance.now()
  const run = RUN_ID
    ? {
        id: RUN_ID,
        seconds: hours * 3600,
        operations: Array.from({ length: operations }, (_, n) => `operation-${n}`),
      }
    : await writeLongRun(db, { hours, operations })
  const written = performance.now()
  await db.$transaction((tx) => judgeEndedRun(tx, run.id), { timeout: 60_000 })
  const judged = performance.now()
  const ctx = (): Ctx => ({ actor: { kind: 'system', name: 'bench' }, db, now: new Date() })
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  console.log(`## Review of a run of ${hours} h × ${operations} operations\n`)
  console.log(
    `Written in ${seconds(written - begin)} s, judged in ${seconds(judged - written)} s; ${times} times each, one after the other. Run ${run.id}\n`,
  )
  console.log(table(['asked for', 'fastest', 'p50', 'p95', 'own CPU', 'goal for p95', '', 'answer'], []))
  for (const one of [...questions(ctx, run), ...pages(run)]) console.log(`| ${(await measure(one)).join(' | ')} |`)
}

async function inOwnDatabase(work: (url: string) => Promise<void>): Promise<void> {
  if (DATABASE_URL) return work(DATABASE_URL)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'headroom-review-'))
  // Root lends Postgres another account, which has to get through.
  chmodSync(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })
  try {
    await migrate(postgres.url)
    await work(postgres.url)
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await inOwnDatabase(async (url) => {
  const db = createDb(url)
  try {
    await review(db)
  } finally {
    await db.$disconnect()
  }
})
