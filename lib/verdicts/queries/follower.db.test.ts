import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { claimShard } from '#lib/runs/commands/lease.ts'
import { markRunning } from '#lib/runs/commands/lifecycle.ts'
import { recordMeasurements } from '#lib/runs/commands/record.ts'
import type { Lease } from '#lib/runs/lease.ts'
import { findRunFacts, type RunFacts } from '#lib/runs/queries/facts.ts'
import type { LiveTick } from '#lib/runs/schema.ts'
import { healthySecond, makeRun, measuredSecond } from '#lib/runs/testing.ts'
import { type LiveChange, type LiveMessage, tickAfter } from '#lib/runs/tick-change.ts'
import { judgeEndedRun } from '../commands/judge.ts'
import { RunFollower } from './follower.ts'

const database = useTestDatabase()
const leaving: (() => void)[] = []
afterEach(() => {
  for (const leave of leaving.splice(0)) leave()
})

async function runningRun() {
  const { db } = database
  const { id } = await makeRun(db)
  const lease = (await db.$transaction((tx) => claimShard(tx, randomUUID()))) as Lease
  await markRunning(db, lease, new Date())
  const measure = (second: number) =>
    recordMeasurements(db, lease, new Map(), {
      buckets: [measuredSecond(ALL_OPERATIONS, second, 10), ...(second % 2 === 0 ? [reading(second)] : [])],
      generator: [healthySecond(second)],
    })
  return { id, measure, facts: (await findRunFacts(db, id)) as RunFacts }
}

/** One operation, in even seconds. */
const reading = (second: number) => ({
  ...measuredSecond({ kind: 'operation', key: 'read-order', payload: '' }, second, 10),
  status: { 200: 10 },
})

/** Collects what a watcher is told as the ticks it stands for, and as it was sent. */
function watch(follower: RunFollower, from: number, hearsChanges = false) {
  const ticks: LiveTick[] = []
  const changes: LiveChange[] = []
  const listener = (message: LiveMessage) => {
    const sent: LiveMessage = JSON.parse(JSON.stringify(message))
    if ('change' in sent) changes.push(sent.change)
    ticks.push('tick' in sent ? sent.tick : tickAfter(ticks.at(-1) as LiveTick, sent.change))
  }
  leaving.push(follower.subscribe({ listener, from, hearsChanges }))
  return { ticks, changes, seconds: () => ticks.flatMap((tick) => tick.points.map((point) => point.second)) }
}

const failing = (error: unknown) => {
  throw error
}

describe('following a run', () => {
  test('tells each second once, in order, as it is stored, and knows what it told', async () => {
    const { measure, facts } = await runningRun()
    const follower = new RunFollower(database.db, facts, () => {}, failing)
    const watcher = watch(follower, 0)
    await measure(0)
    await expect.poll(watcher.seconds).toEqual([0])
    await measure(1)
    await measure(2)
    await expect.poll(watcher.seconds, { timeout: 3_000 }).toEqual([0, 1, 2])
    expect(watcher.ticks.at(-1)?.summary.totals.sent).toBe(30)
    expect(follower.state?.summary.totals.sent).toBe(30)
  })

  test('gives who comes late the history, and who comes back only what they missed', async () => {
    const { measure, facts } = await runningRun()
    for (const second of [0, 1, 2, 3]) await measure(second)
    const follower = new RunFollower(database.db, facts, () => {}, failing)
    const late = watch(follower, 0)
    const back = watch(follower, 3)
    await expect.poll(late.seconds).toEqual([0, 1, 2, 3])
    await expect.poll(back.seconds).toEqual([3])
    await measure(4)
    await expect.poll(late.seconds, { timeout: 3_000 }).toEqual([0, 1, 2, 3, 4])
    await expect.poll(back.seconds, { timeout: 3_000 }).toEqual([3, 4])
  })

  test('tells who asks for changes a whole tick first, and then what brings them to what all others are told', async () => {
    const { measure, facts } = await runningRun()
    await measure(0)
    const follower = new RunFollower(database.db, facts, () => {}, failing)
    const [whole, changed] = [watch(follower, 0), watch(follower, 0, true)]
    await expect.poll(changed.seconds).toEqual([0])
    await measure(1)
    await expect.poll(changed.seconds, { timeout: 3_000 }).toEqual([0, 1])
    const late = watch(follower, 0, true)
    await expect.poll(late.seconds, { timeout: 3_000 }).toEqual([0, 1])
    await measure(2)
    await expect.poll(late.seconds, { timeout: 3_000 }).toEqual([0, 1, 2])
    expect([whole.changes.length, changed.changes.length]).toEqual([0, changed.ticks.length - 1])
    expect(changed.ticks).toEqual(whole.ticks)
    expect(late.ticks.at(-1)).toEqual(whole.ticks.at(-1))
    expect(whole.ticks.at(-1)?.summary.operations['read-order']?.status).toEqual({ 200: 20 })
    const said = changed.changes.find(({ points }) => points[0]?.second === 2)?.changes
    expect(said).toMatchObject({ summary: { operations: { 'read-order': { sent: [20], status: { 200: [20] } } } } })
    expect(said).not.toHaveProperty('summary.operations.read-order.name')
  })

  test('says when there is nothing more to tell: the run is judged, or gone', async () => {
    const judged = await runningRun()
    const gone = await runningRun()
    let ends = 0
    for (const { facts } of [judged, gone]) {
      const follower = new RunFollower(database.db, facts, () => {}, failing)
      leaving.push(follower.subscribe({ listener: () => {}, from: 0, onEnd: () => ends++ }))
    }
    await database.db.run.update({
      where: { id: judged.id },
      data: { state: 'ended', endReason: 'stopped', endedAt: new Date() },
    })
    await judgeEndedRun(database.db, judged.id)
    await database.db.project.delete({ where: { id: gone.facts.run.projectId } })
    await expect.poll(() => ends, { timeout: 3_000 }).toBe(2)
  })

  test('tells what happens before the first second: a line of the timeline, and another text of it', async () => {
    const { id, facts } = await runningRun()
    const watcher = watch(new RunFollower(database.db, facts, () => {}, failing), 0)
    await expect.poll(() => watcher.ticks.length).toBe(1)
    const line = { runId: id, offsetMs: 0, kind: 'setup', text: 'Setup: 1 of 9 sent', actor: 'system' }
    const { id: lineId } = await database.db.runEvent.create({ data: line })
    const told = () => watcher.ticks.flatMap((tick) => tick.events.map(({ text }) => text))
    await expect.poll(told, { timeout: 3_000 }).toEqual([line.text])
    await database.db.runEvent.update({ where: { id: lineId }, data: { text: 'Setup: 9 of 9 sent' } })
    await expect.poll(told, { timeout: 3_000 }).toEqual([line.text, 'Setup: 9 of 9 sent'])
  })

  test('tells a run in which nothing happens every few seconds, so that nobody takes the stream for lost', async () => {
    const { facts } = await runningRun()
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      const watcher = watch(new RunFollower(database.db, facts, () => {}, failing), 0)
      await expect.poll(() => watcher.ticks.length).toBe(1)
      vi.advanceTimersByTime(5_000)
      await expect.poll(() => watcher.ticks.length, { timeout: 3_000 }).toBe(2)
    } finally {
      vi.useRealTimers()
    }
  })

  test('stops reading when nobody watches any more', async () => {
    const { facts } = await runningRun()
    let idle = 0
    const follower = new RunFollower(database.db, facts, () => idle++, failing)
    const leave = follower.subscribe({ listener: () => {}, from: 0 })
    leave()
    expect(idle).toBe(1)
  })
})
