// Follows a suite on a server to its end: every step is told as it begins and ends, and in between how far it is.

import { setTimeout as sleep } from 'node:timers/promises'
import type { StepView, SuiteView } from '#lib/cycles/schema.ts'
import type { RunDetail } from '#lib/runs/schema.ts'
import { formatStep } from './cycle-summary.ts'
import { Patience } from './patience.ts'
import type { ServerApi } from './server-api.ts'
import type { ServerProgress } from './server-progress.ts'

export interface Following {
  progress: ServerProgress
  /** As it was before it was started: what stands there is not told again. */
  before: SuiteView
  everyMs?: number
  /** How long the server may be away. */
  patienceMs?: number
}

/** lost: the server could not be reached for longer than `patienceMs`; the suite goes on there. */
export async function followSuite(
  api: Pick<ServerApi, 'get'>,
  id: string,
  { progress, before, everyMs = 2_000, patienceMs }: Following,
): Promise<'over' | 'lost'> {
  const told = new Map(before.steps.map((step) => [step.index, markOf(step)]))
  const patience = new Patience(progress, patienceMs)
  let because = before.because
  for (; !patience.isOver; await sleep(everyMs)) {
    const suite = await patience.ask(() => api.get<SuiteView>(`/cycles/${id}/suite`))
    if (!suite) continue
    tellSteps(suite, told, progress)
    if (suite.because && suite.because !== because) progress.note(suite.because)
    because = suite.because
    const running = suite.steps.find(({ state }) => state === 'running')
    if ((suite.state === 'done' || suite.state === 'stopped') && !running) return 'over'
    const underWay = running?.run
    const run = underWay && (await patience.ask(() => api.get<RunDetail>(`/runs/${underWay.id}`)))
    if (run) progress.show(run)
  }
  return 'lost'
}

const markOf = ({ state, run }: StepView): string => `${state} ${run?.id ?? ''}`

function tellSteps({ steps }: SuiteView, told: Map<number, string>, progress: ServerProgress): void {
  for (const step of steps) {
    const mark = markOf(step)
    if (told.get(step.index) === mark) continue
    told.set(step.index, mark)
    if (step.state !== 'waiting') progress.note(formatStep(step))
  }
}
