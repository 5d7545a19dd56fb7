// Entry of a generator thread: compiles the plan, asks whether the targets are allowed, sets up, and waits for the word to go.

import { parentPort, workerData } from 'node:worker_threads'
import { AppError, isAppError, messageOf } from '#lib/core/errors.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import { seriesOf } from '#lib/runs/series.ts'
import { compileEnginePlan } from './engine-plan.ts'
import { Generator } from './generator.ts'
import { assertAllowedUrl } from './guard.ts'
import type { FromThread, ThreadOrder, ToThread } from './protocol.ts'
import { warmUp } from './warm-up.ts'

const port = parentPort!
const order = workerData as ThreadOrder

function send(message: FromThread, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer)
  // Nothing is left to hear: the thread ends.
  if (message.kind === 'done' || message.kind === 'refused') port.close()
}

async function prepare(): Promise<void> {
  const plan = compileEnginePlan(order.input)
  for (const url of plan.origins) await refuseForbidden(url)
  const series = seriesOf(order.input.plan, order.input.scenario)
  const operations = series.filter(({ kind }) => kind === 'operation').length
  const generator = new Generator(plan, order, series.length, operations, send)
  await warmUp(plan)
  const trouble = await generator.setUp()
  if (trouble) return send({ kind: 'refused', message: trouble })
  port.on('message', (message: ToThread) => {
    if (message.kind === 'go') generator.go(message.startAtEpochMs)
    else if (message.kind === 'stop') generator.stop(message.graceMs)
    else if (message.kind === 'change') generator.changeLoad(message.changes)
    else LatencyHistogram.recycle(message.pages)
  })
  send({ kind: 'ready', sharedValues: generator.sharedValues })
}

async function refuseForbidden(url: URL): Promise<void> {
  await assertAllowedUrl(order.input.policy, url).catch((cause: unknown) => {
    throw new AppError('precondition_failed', messageOf(cause), { cause })
  })
}

prepare().catch((error: unknown) => {
  // What nobody foresaw is no refusal: it ends the thread with its error.
  if (!isAppError(error)) throw error
  send({ kind: 'refused', message: error.message })
})
