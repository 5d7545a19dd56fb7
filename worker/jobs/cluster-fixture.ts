// Several workers in the process of a test, each with its row in the registry, as `worker/main.ts` makes them.

import { randomUUID } from 'node:crypto'
import type { Ctx } from '#lib/access/actor.ts'
import { createLog } from '#lib/core/log.ts'
import type { Db, Prisma } from '#lib/db/client.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { EngineTick, StartEngine } from '#worker/engine/engine.ts'
import { startEngine } from '#worker/engine/start.ts'
import { showPresence } from './presence.ts'
import { RunTaker } from './take-runs.ts'

export interface TestWorker {
  id: string
  /** What its engines told, and when they began. */
  ticks: EngineTick[]
  startedAt: Date[]
  leave(): Promise<void>
}

export async function startTestWorker(db: Db, labels: string[] = []): Promise<TestWorker> {
  const log = createLog('test', 'silent')
  const id = randomUUID()
  const ticks: EngineTick[] = []
  const startedAt: Date[] = []
  const watched: StartEngine = (input, onTick, onProgress) => {
    const take = (tick: EngineTick) => {
      ticks.push(tick)
      return onTick(tick)
    }
    const engine = startEngine(input, take, onProgress)
    void engine.started.then((at) => at && startedAt.push(at))
    return engine
  }
  const taker = new RunTaker({ db, log, workerId: id, startEngine: watched, labels, leadMs: 800 })
  const identity = { id, host: `test-${id.slice(-4)}`, pid: process.pid, version: '0', labels, cores: 2, threads: 1 }
  const presence = await showPresence(db, log, identity, () => taker.wake())
  const timer = setInterval(() => taker.wake(), 100)
  return {
    ...{ id, ticks, startedAt },
    async leave() {
      clearInterval(timer)
      await taker.leave()
      await presence.leave()
    },
  }
}

export const systemCtx = (db: Db): Ctx => ({ actor: { kind: 'system', name: 'Tester' }, db, now: new Date() })

export async function storePlan(db: Db, draft: PlanDraft): Promise<{ planId: string; projectId: string }> {
  const project = await db.project.create({ data: { name: 'Shop' } })
  const plan = await db.plan.create({
    data: { projectId: project.id, name: draft.name ?? 'Orders', draft: draft as Prisma.InputJsonObject },
  })
  return { planId: plan.id, projectId: project.id }
}

export async function until<T>(read: () => Promise<T>, done: (value: T) => boolean, seconds = 15): Promise<T> {
  for (let attempt = 0; attempt < seconds * 20; attempt++) {
    const value = await read()
    if (done(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`it did not happen within ${seconds} seconds`)
}
