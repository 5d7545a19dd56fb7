// Setup and teardown: operations sent once, one after the other, outside of every series. What they extract is there for everybody.

import { DueQueue } from './due-queue.ts'
import type { Step } from './engine-plan.ts'
import type { Executor } from './executor.ts'
import { Iteration } from './iteration.ts'
import { Random } from './random.ts'
import { Recorder } from './recorder.ts'

/** Resolves with a sentence on the operation that failed, or null when all were ok. */
export function runOnce(
  name: 'setup' | 'teardown',
  steps: Step[],
  shared: (string | null)[],
  makeExecutor: (recorder: Recorder, due: DueQueue<Iteration>) => Executor,
): Promise<string | null> {
  if (steps.length === 0) return Promise.resolve(null)
  const executor = makeExecutor(new Recorder(0), new DueQueue())
  const iteration = new Iteration(new Random(1), shared.length, shared)
  const entry = { key: name, weight: 1, steps: steps.map(unrecorded), flowSeries: -1 }
  return new Promise((resolve) => {
    const watch = setInterval(() => executor.expireDeadlines(executor.now()), 50)
    executor.owner = {
      iterationEnded(ended, _nowMs, isOk) {
        clearInterval(watch)
        const step = steps[ended.step]
        const key = step?.kind === 'send' ? step.operation.key : name
        resolve(isOk ? null : `The ${name} operation ${key} failed, so the run did not start.${why(executor)}`)
      },
    }
    executor.begin(iteration, entry, executor.now())
  })
}

/** Series 0 of a recorder nobody reads. */
function unrecorded(step: Step): Step {
  return step.kind === 'send' ? { kind: 'send', operation: { ...step.operation, series: 0 } } : step
}

function why(executor: Executor): string {
  const [first] = executor.firstErrors.values()
  return first ? ` ${first}` : ''
}
