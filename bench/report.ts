// How long the server takes to make the report of a cycle of 20 runs × 50 operations, the first time and once its runs are known. A
// report of one run comes before: it tells what a server that has just started takes, and the next finds it at work.
// The runs are written straight into a database of its own. `node bench/report.ts [-- runs] [operations]`

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { makePerson, makeProject } from '#lib/access/testing.ts'
import { changeEnv } from '#lib/core/env.ts'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { addEndedRun } from '#lib/cycles/testing.ts'
import { createDb, type Db } from '#lib/db/client.ts'
import { startEmbeddedPostgres } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'
import { getCycleReport } from '#lib/reports/queries/cycle-report.ts'
import { reportHtml } from '#lib/reports/report-html.ts'
import { reportMarkdown } from '#lib/reports/report-markdown.ts'
import { ALL_OPERATIONS, type Bucket, RESOLUTIONS, type SeriesId } from '#lib/runs/bucket.ts'
import { bucketToRow } from '#lib/runs/bucket-row.ts'
import { addRow, emptyRow, Rollup, rollUp } from '#lib/runs/rollup.ts'
import { seriesKey } from '#lib/runs/series.ts'
import { largePlan } from './large-plan.ts'

const [runs = 20, operations = 50] = process.argv
  .slice(2)
  .filter((text) => text !== '--')
  .map(Number)
const SECONDS = 600
const GOAL_MS = 1000

const series: SeriesId[] = [
  ALL_OPERATIONS,
  ...Array.from({ length: operations }, (_, n) => ({ kind: 'operation' as const, key: `operation-${n}`, payload: '' })),
]

/** Ten minutes in rows of ten seconds and longer; every run gets the same. */
function rowsOfRun(): Bucket[] {
  const tens = Array.from({ length: SECONDS / 10 }, (_, n) => tenSeconds(n * 10)).flat()
  const all = [...tens]
  let finer = tens
  for (const resolution of RESOLUTIONS.slice(2)) {
    const groups = Map.groupBy(
      finer,
      (row) => `${seriesKey(row.series)} ${row.startSecond - (row.startSecond % resolution)}`,
    )
    finer = [...groups.values()].map((own) =>
      rollUp(own, resolution, (own[0]?.startSecond ?? 0) - ((own[0]?.startSecond ?? 0) % resolution)),
    )
    all.push(...finer)
  }
  return all
}

function tenSeconds(second: number): Bucket[] {
  const whole = emptyRow(ALL_OPERATIONS)
  const rows = series.slice(1).map((one, index) => {
    const row = emptyRow(one)
    for (let n = 0; n < 20; n++) {
      const micros = Math.round((4_000 + 2_000 * index) * (0.5 + Math.random()))
      row.okResponse.record(micros)
      row.okService.record(micros)
      row.maxMicros = Math.max(row.maxMicros, micros)
    }
    Object.assign(row.counts, { ok: 20, offered: 20, sent: 20, checksPassed: 20, status: { '2xx': 20 } })
    addRow(whole, row)
    return row
  })
  return new Rollup()
    .close(second, [whole, ...rows])
    .filter(({ resolution }) => resolution === 1)
    .map((row) => ({ ...row, resolution: 10 as const }))
}

async function writeCycle(db: Db, runs: number): Promise<string> {
  const lead = await makePerson(db, { name: 'Lea' })
  const projectId = await makeProject(db, [[lead, 'lead']])
  const draft = largePlan({ operations, slas: operations, scenarios: runs })
  const plan = await db.plan.create({ data: { projectId, name: 'Large', draft: draft as never } })
  const { id: cycleId } = await createCycle(lead.ctx, { id: plan.id, name: 'Large cycle' })
  const rows = rowsOfRun()
  for (let n = 0; n < runs; n++) {
    const runId = await addEndedRun(db, { cycleId, scenario: `scenario-${n}` })
    await db.shard.create({
      data: { runId, index: 0, state: 'done', epoch: 1, endReason: 'completed', durationMs: SECONDS * 1000 },
    })
    await db.series.createMany({ data: series.map((one) => ({ runId, ...one })) })
    const ids = new Map(
      (await db.series.findMany({ where: { runId } })).map((row) => [seriesKey(row as SeriesId), row.id]),
    )
    const data = rows.map((row) => ({
      ...bucketToRow(row),
      runId,
      shardIndex: 0,
      epoch: 1,
      seriesId: ids.get(seriesKey(row.series)) ?? '',
    }))
    // The last second is known from a row of one second.
    const last = data.find(({ seriesId }) => seriesId === ids.get(seriesKey(ALL_OPERATIONS)))
    if (last) data.push({ ...last, resolution: 1, startSecond: SECONDS - 1 })
    for (let at = 0; at < data.length; at += 1000) await db.bucket.createMany({ data: data.slice(at, at + 1000) })
  }
  await db.$executeRaw`VACUUM ANALYZE bucket`
  return cycleId
}

async function report(db: Db): Promise<void> {
  const small = await writeCycle(db, 1)
  const large = await writeCycle(db, runs)
  const ctx = () => ({ actor: { kind: 'system' as const, name: 'bench' }, db, now: new Date() })
  console.log(`## Report of ${runs} runs × ${operations} operations, each of ${SECONDS / 60} minutes\n`)
  for (const [name, cycleId] of [
    ['one run, server just started', small],
    ...['first time', 'second time', 'third time'].map((time) => [time, large] as const),
  ] as const) {
    const begin = performance.now()
    const cpu = process.cpuUsage()
    const { model } = await getCycleReport(ctx(), cycleId)
    const read = performance.now()
    const html = reportHtml(model)
    const markdown = reportMarkdown(model, 'http://127.0.0.1:3000')
    const took = performance.now() - begin
    const { user, system } = process.cpuUsage(cpu)
    const kB = (text: string) => `${(text.length / 1000).toFixed(0)} kB`
    console.log(
      `${name}: ${took.toFixed(0)} ms (${(read - begin).toFixed(0)} ms to read; own CPU ${((user + system) / 1000).toFixed(0)} ms), HTML ${kB(html)}, Markdown ${kB(markdown)}, load of the machine ${loadavg()[0]?.toFixed(1)}; goal ≤ ${GOAL_MS} ms: ${took <= GOAL_MS ? 'met' : 'missed'}`,
    )
  }
}

const dataDir = mkdtempSync(path.join(tmpdir(), 'headroom-report-'))
// Root lends Postgres another account, which has to get through.
chmodSync(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })
try {
  await migrate(postgres.url)
  // The probes of a checklist ask which targets this Headroom may reach.
  changeEnv({ DATABASE_URL: postgres.url })
  const db = createDb(postgres.url)
  await report(db)
  await db.$disconnect()
} finally {
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
