// Follows a suite on a server to its end: every step is told as it begins and ends, and in between how far it is.

import { setTimeout as sleep } from 'node:timers/promises'
import { isAppError, messageOf } from '#lib/core/errors.ts'
import type { StepView, SuiteView } from '#lib/cycles/schema.ts'
import type { RunDetail } from '#lib/runs/schema.ts'
import type { CycleProgress } from './cycle-progress.ts'
import { formatStep } from './cycle-summary.ts'
import type { ServerApi } from './server-api.ts'

export interface Following {
  progress: CycleProgress
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
  { progress, before, everyMs = 2_000, patienceMs = 300_000 }: Following,
): Promise<'over' | 'lost'> {
  const told = new Map(before.steps.map((step) => [step.index, markOf(step)]))
  let because = before.because
  let answeredAt = performance.now()
  for (; ; await sleep(everyMs)) {
    try {
      const suite = await api.get<SuiteView>(`/cycles/${id}/suite`)
      answeredAt = performance.now()
      tellSteps(suite, told, progress)
      if (suite.because && suite.because !== because) progress.note(suite.because)
      because = suite.because
      const running = suite.steps.find(({ state }) => state === 'running')
      if ((suite.state === 'done' || suite.state === 'stopped') && !running) return 'over'
      if (running?.run) progress.show(running, await api.get<RunDetail>(`/runs/${running.run.id}`))
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unavailable') throw error
      progress.note(`${messageOf(error)} Trying again.`)
      if (performance.now() - answeredAt > patienceMs) return 'lost'
    }
  }
}

const markOf = ({ state, run }: StepView): string => `${state} ${run?.id ?? ''}`

function tellSteps({ steps }: SuiteView, told: Map<number, string>, progress: CycleProgress): void {
  for (const step of steps) {
    const mark = markOf(step)
    if (told.get(step.index) === mark) continue
    told.set(step.index, mark)
    if (step.state !== 'waiting') progress.note(formatStep(step))
  }
}
