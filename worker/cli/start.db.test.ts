import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeAliveWorker, makeTeam, storeVerdict, type Team, verdictOf } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { runResultSchema } from '#lib/reports/run/run-result.ts'
import type { Verdict } from '#lib/verdicts/verdict.ts'
import { followRun } from './follow-run.ts'
import { Patience } from './patience.ts'
import { connect } from './server-api.ts'
import { useTestServer } from './server-fixture.ts'
import { ServerProgress } from './server-progress.ts'
import { startCommand } from './start.ts'

const database = useTestDatabase()
let team: Team
const server = useTestServer(() => team.engineer.ctx)
let folder = ''
let out = ''
let err = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headroom-start-'))
  await makeAliveWorker(database.db)
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  out = ''
  err = ''
  team = await makeTeam(database.db)
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (out += text) !== '')
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (err += text) !== '')
})
afterEach(() => void vi.restoreAllMocks())

const start = (...args: string[]): Promise<number | string> =>
  startCommand(['--plan', team.planId, '--server', server.url, '--token', 'hr_any', ...args], 10).catch(
    (error: Error) => error.message,
  )

async function runUnderWay() {
  for (;;) {
    const run = await database.db.run.findFirst({ where: { planId: team.planId }, include: { revision: true } })
    if (run) return run
    await sleep(5)
  }
}

interface Ending {
  verdicts?: Record<string, Verdict>
  endReason?: string
  hasBegun?: boolean
}

/** As a worker would. */
async function endRun({ verdicts = {}, endReason = 'completed', hasBegun = true }: Ending = {}): Promise<string> {
  const { db } = database
  const { id, scenario, revisionId, revision } = await runUnderWay()
  const at = new Date()
  const ended = { state: 'ended', endReason, endMessage: 'Over.', startedAt: hasBegun ? at : null, endedAt: at }
  await db.run.update({ where: { id }, data: ended })
  await storeVerdict(db, id, revisionId, verdictOf(revision.compiled as unknown as CompiledPlan, scenario, verdicts))
  return id
}

describe('headroom start', () => {
  it('exits 0 on a pass, with summary, result, test cases and review; also when the server is away meanwhile', async () => {
    const [json, junit, html] = ['result.json', 'out.xml', 'review.html'].map((name) => path.join(folder, name))
    const ended = start('--scenario', 'base', '--out', json!, '--junit', junit!, '--html', html!)
    const { id } = await runUnderWay()
    server.away = 2
    while (server.away > 0) await sleep(5)
    await endRun()
    expect(await ended).toBe(0)
    expect(err).toContain(`Orders · Baseline · Demo\n  R-1, revision 1: ${server.url}/runs/${id}`)
    expect(err).toMatch(/cannot be reached: .* Trying again\./)
    expect(err + out).not.toContain('hr_any')
    expect(out).toMatch(/operation +requests[\s\S]*p95\(read\)[\s\S]*✓ pass[\s\S]*Judged\./)
    expect(runResultSchema.parse(JSON.parse(await readFile(json!, 'utf8')))).toMatchObject({
      ...{ run: { id, label: 'R-1' }, scenario: 'base', verdict: 'pass' },
    })
    expect(await readFile(junit!, 'utf8')).toMatch(/<testsuite name="Orders · base" tests="2" failures="0" errors="0"/)
    expect(await readFile(html!, 'utf8')).toMatch(/^<!doctype html>/)
  })

  it('exits 99 on a fail, with files all the same', async () => {
    const junit = path.join(folder, 'fail.xml')
    const ended = start('--scenario', 'peak', '--junit', junit)
    await endRun({ verdicts: { a1: 'fail' } })
    expect(await ended).toBe(99)
    expect(await readFile(junit, 'utf8')).toMatch(/failures="1"[\s\S]*<failure message=/)
  })

  it('exits 97 on a warning with --strict, and 98 where nothing can be said', async () => {
    const strict = start('--scenario', 'peak', '--strict')
    await endRun({ verdicts: { a1: 'warn' } })
    expect(await strict).toBe(97)
    team = await makeTeam(database.db)
    const open = start('--scenario', 'peak')
    await endRun({ verdicts: { a1: 'inconclusive' } })
    expect(await open).toBe(98)
  })

  it('exits 64 where the run did not begin, and 70 where it broke', async () => {
    const refused = start('--scenario', 'base')
    await endRun({ endReason: 'failed', hasBegun: false })
    expect(await refused).toBe(64)
    team = await makeTeam(database.db)
    const broken = start('--scenario', 'base')
    await endRun({ endReason: 'failed' })
    expect(await broken).toBe(70)
    expect(out).toContain('The run was failed: Over.')
  })

  it('stops the run when it is interrupted, also where the server is away, and exits 105', async () => {
    const ended = start('--scenario', 'base')
    await runUnderWay()
    while (!err.includes('R-1')) await sleep(5)
    server.away = 1
    process.emit('SIGINT')
    while (!(await runUnderWay()).stopRequested) await sleep(20)
    expect(err).toContain('stopping the run (once more: leave at once)')
    await endRun({ endReason: 'stopped' })
    expect(await ended).toBe(105)
  })

  it('says what is missing or does not fit before anything is started', async () => {
    expect(await startCommand([]).catch(({ message }) => message)).toContain('Name the plan, e.g. --plan')
    expect(await start()).toBe('Name a scenario with --scenario; the plan has: base, peak')
    expect(await start('--scenario', 'moon')).toMatch(/moon/)
    expect(await start('--scenario', 'base', '--html', '/nowhere/at/all/x.html')).toContain('cannot be written')
    expect(await database.db.run.count({ where: { planId: team.planId } })).toBe(0)
  })
})

describe('a run followed from the terminal', () => {
  it('is left to itself when the server stays away, and not waited for when nobody judges it', async () => {
    const running = start('--scenario', 'base')
    const { id } = await runUnderWay()
    const api = connect({ server: server.url, token: 'hr_any' })
    const progress = new ServerProgress({ write: () => true, isTTY: false } as never)
    const follow = (patienceMs: number) =>
      followRun(api, id, { progress, patience: new Patience(progress, patienceMs), everyMs: 5, judgedWithinMs: 20 })
    server.away = 1_000
    expect(await follow(30)).toBeNull()
    server.away = 0
    await database.db.run.update({ where: { id }, data: { state: 'ended', endReason: 'lost', endedAt: new Date() } })
    expect(await follow(60_000)).toMatchObject({ state: 'ended', verdict: null })
    await endRun({ endReason: 'lost' })
    expect(await running).toBe(70)
  })
})
