// Entry of a generator thread: compiles the plan, asks whether the targets are allowed, sets up or gets what setup gave, and waits for
// the word to go.

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
/** A thread that was stopped before it was ready never is. */
let isStopped = false

function send(message: FromThread, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer)
}

async function prepare(): Promise<void> {
  const { input, runsSetup } = order
  const plan = compileEnginePlan(input)
  for (const url of plan.origins) await refuseForbidden(url)
  const series = seriesOf(input.plan, input.scenario)
  const operations = series.filter(({ kind }) => kind === 'operation').length
  const generator = new Generator(plan, order, series.length, operations, send)
  const values = Promise.withResolvers<Record<string, string>>()
  port.on('message', (message: ToThread) => {
    if (message.kind === 'share') values.resolve(message.values)
    else obey(generator, message)
  })
  await warmUp(plan)
  if (isStopped) return
  if (runsSetup) {
    const trouble = await generator.around.setUp()
    if (trouble) return refuse(trouble)
  } else generator.around.share(input.sharedValues ?? (await values.promise))
  if (!isStopped) send({ kind: 'ready', sharedValues: generator.around.sharedValues })
}

function obey(generator: Generator, message: ToThread): void {
  if (message.kind === 'recycle') LatencyHistogram.recycle(message.pages)
  else if (message.kind === 'go') generator.go(message.startAtMonotonicMs)
  else if (message.kind === 'change') generator.changeLoad(message.changes)
  else if (message.kind === 'renew') generator.renew(message.generation)
  else if (message.kind === 'renewed') generator.renewed(message.values, message)
  else if (message.kind === 'tear-down') {
    void generator.around.tearDown(message.withinMs).then((problem) => send({ kind: 'torn-down', problem }))
  } else if (message.kind === 'read-back') {
    void generator.around.readBack(message.withinMs).then((ledger) => send({ kind: 'read', ledger }))
  } else if (message.kind === 'stop') {
    isStopped = true
    generator.stop(message.graceMs)
  } else if (message.kind === 'leave') void generator.leave().finally(() => port.close())
}

async function refuseForbidden(url: URL): Promise<void> {
  await assertAllowedUrl(order.input.policy, url).catch((cause: unknown) => {
    throw new AppError('precondition_failed', messageOf(cause), { cause })
  })
}

function refuse(message: string): void {
  send({ kind: 'refused', message })
  // Nothing is left to hear: the thread ends.
  port.close()
}

prepare().catch((error: unknown) => {
  // What nobody foresaw is no refusal: it ends the thread with its error.
  if (!isAppError(error)) throw error
  refuse(error.message)
})
