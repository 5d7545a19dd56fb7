// Other steps for a suite. Before it began and after it is over all of them may change; while it is paused, what has not begun: the rest
// keeps its place, its run and what a failed check of it means.

import { formatDuration } from '#lib/core/duration.ts'
import { AppError } from '#lib/core/errors.ts'
import type { SuiteStepInput } from './input-schema.ts'
import type { SuiteStep } from './schema.ts'
import { currentOutcome, type Suite, type SuiteProgress } from './suite.ts'

/** As they are given, with what is left out: no pause, going on at a failed check. */
export const fullStep = ({ scenario, pauseMs = 0, onFail = 'continue' }: SuiteStepInput): SuiteStep => ({
  ...{ scenario, pauseMs, onFail },
})

/**
 * `given` are all steps, those that have begun first. Throws `precondition_failed`, naming these, when they would change. Not for a suite
 * that is running: what comes next may begin at any moment.
 */
export function changeSteps(suite: Suite, given: readonly SuiteStepInput[], now: Date): Suite {
  const steps = given.map(fullStep)
  const { progress } = suite
  if (!progress) return { steps, progress }
  if (progress.endedAt) return { steps, progress: afterEnd(suite, steps, progress) }
  const begun = begunSteps(suite)
  checkBegun(suite, begun, given)
  begun.forEach((from, to) => {
    steps[to] = suite.steps[from] as SuiteStep
  })
  return { steps, progress: whilePaused(suite, steps, progress, begun, now) }
}

/** Places of the steps that have their run, or could not be started. */
function begunSteps({ steps, progress }: Suite): number[] {
  return steps.flatMap((_, index) => (progress?.outcomes.some((one) => one.index === index) ? [index] : []))
}

function checkBegun({ steps }: Suite, begun: readonly number[], given: readonly SuiteStepInput[]): void {
  const isKept = begun.every((from, to) => {
    const [was, is] = [steps[from], given[to]]
    return (
      was?.scenario === is?.scenario &&
      (is?.pauseMs ?? was?.pauseMs) === was?.pauseMs &&
      (is?.onFail ?? was?.onFail) === was?.onFail
    )
  })
  if (isKept) return
  const names = begun.map((index) => steps[index]?.scenario).join(', ')
  const message = `What has begun stays first and as it is: ${names}. Give it so, then what comes after it.`
  throw new AppError('precondition_failed', message, { details: { fields: [{ path: 'suite', message }] } })
}

function whilePaused(
  suite: Suite,
  steps: readonly SuiteStep[],
  progress: SuiteProgress,
  begun: readonly number[],
  now: Date,
): SuiteProgress {
  const place = (index: number) => begun.indexOf(index)
  const came = progress.order.slice(0, progress.at + (currentOutcome(suite) ? 1 : 0))
  const rest = steps.flatMap((_, index) => (index >= begun.length ? [index] : []))
  const order = [...came.map(place), ...rest]
  return {
    ...progress,
    order,
    notBefore: currentOutcome(suite) ? progress.notBefore : notBefore(suite, steps[order[progress.at] ?? -1], now),
    outcomes: progress.outcomes.map((one) => ({ ...one, index: place(one.index) })),
  }
}

/** From the same moment as the pause it replaces. */
function notBefore({ steps, progress }: Suite, next: SuiteStep | undefined, now: Date): string | null {
  const pausedMs = steps[progress?.order[progress.at] ?? -1]?.pauseMs ?? 0
  const since = progress?.notBefore ? new Date(progress.notBefore).getTime() - pausedMs : now.getTime()
  return next && next.pauseMs > 0 ? new Date(since + next.pauseMs).toISOString() : null
}

/** How steps went stays with them, the first of a scenario with the first. */
function afterEnd({ steps: before }: Suite, steps: readonly SuiteStep[], progress: SuiteProgress): SuiteProgress {
  const taken = new Set<number>()
  const outcomes = steps.flatMap(({ scenario }, index) => {
    const was = progress.outcomes.find((one) => before[one.index]?.scenario === scenario && !taken.has(one.index))
    if (!was) return []
    taken.add(was.index)
    return [{ ...was, index }]
  })
  return { ...progress, order: outcomes.map(({ index }) => index), at: outcomes.length, outcomes }
}

/** "base, peak after 1m, stop if it fails": for the history. */
export function sayStep({ scenario, pauseMs, onFail }: SuiteStep): string {
  const pause = pauseMs > 0 ? ` after ${formatDuration(pauseMs)}` : ''
  return `${scenario}${pause}${onFail === 'stop' ? ' (stop if it fails)' : ''}`
}
