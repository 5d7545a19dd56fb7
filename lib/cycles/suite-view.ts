// A suite as people follow it: every step with its state.

import type { CycleFacts, RunFact } from './facts.ts'
import { runRef, scenarioRef, staleBecause } from './facts.ts'
import type { StepView, SuiteView } from './schema.ts'
import { hasFailed, isAwaited, plannedMs, readSuite, type Suite } from './suite.ts'

export function viewSuite(facts: CycleFacts, now: Date): SuiteView {
  const suite = readSuite(facts.cycle.suite)
  const steps = suite.steps.map((_, index) => viewStep(facts, suite, index, now))
  const { progress } = suite
  return {
    state: stateOf(facts, suite),
    steps,
    plannedTotalMs: steps.reduce((sum, { plannedDurationMs, pauseMs }) => sum + plannedDurationMs + pauseMs, 0),
    started: progress && { by: progress.by, at: progress.startedAt },
    endedAt: progress?.endedAt ?? null,
    because: progress?.because ?? null,
  }
}

function stateOf({ cycle }: CycleFacts, { progress }: Suite): SuiteView['state'] {
  if (!progress) return 'not-started'
  if (progress.endedAt) return progress.because ? 'stopped' : 'done'
  return cycle.state === 'paused' ? 'paused' : 'running'
}

function viewStep(facts: CycleFacts, suite: Suite, index: number, now: Date): StepView {
  const step = suite.steps[index]
  const { progress } = suite
  const key = step?.scenario ?? ''
  const scenario = facts.plan.scenarios.find((one) => one.key === key)
  const outcome = progress?.outcomes.find((one) => one.index === index)
  const run = facts.runs.find(({ id }) => id === outcome?.runId) ?? null
  const isNext = progress?.endedAt === null && progress.order[progress.at] === index
  const isPausing = isNext && !outcome && progress.notBefore !== null && new Date(progress.notBefore) > now
  return {
    index,
    scenario: scenario ? scenarioRef(scenario) : { key, name: key, type: 'custom' },
    plannedDurationMs: plannedMs(facts.plan, key),
    pauseMs: step?.pauseMs ?? 0,
    onFail: step?.onFail ?? 'continue',
    state: outcome?.problem
      ? 'refused'
      : run
        ? runState(facts, run, now)
        : isPausing
          ? 'pausing'
          : unbegun(suite, index),
    run: run && runRef(run),
    verdict: run?.verdict?.verdict ?? null,
    startsAt: isPausing ? progress.notBefore : null,
    problem: outcome?.problem ?? null,
  }
}

function runState(facts: CycleFacts, run: RunFact, now: Date): StepView['state'] {
  if (run.state !== 'ended') return 'running'
  const { endReason, endedAt } = run
  // Of a revision the cycle has left; nobody judges it by this one.
  if (staleBecause(run, facts) !== null) return endReason === 'completed' ? 'passed' : 'failed'
  const verdict = run.verdict?.verdict ?? null
  if (isAwaited({ endReason, endedAt, verdict }, now)) return 'running'
  return hasFailed({ endReason, verdict }) ? 'failed' : 'passed'
}

function unbegun({ progress }: Suite, index: number): StepView['state'] {
  if (!progress) return 'waiting'
  return progress.endedAt || !progress.order.includes(index) ? 'skipped' : 'waiting'
}
