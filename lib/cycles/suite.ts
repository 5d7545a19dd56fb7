// The scenarios of a cycle in order, run unattended: what comes next is decided here from what is known, so that any worker may
// carry it on, at any time, and after any crash. Durations in ms.

import { z } from 'zod'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { EndReason, RunState } from '#lib/runs/schema.ts'
import type { Verdict } from '#lib/verdicts/verdict.ts'
import { type SuiteStep, suiteStepSchema } from './schema.ts'

/** How each step went; `runId` null: not begun, or refused, then `problem` says why. */
const outcomeSchema = z.object({ index: z.number(), runId: z.string().nullable(), problem: z.string().nullable() })

export const suiteSchema = z.object({
  steps: z.array(suiteStepSchema),
  progress: z
    .object({
      startedAt: z.iso.datetime(),
      by: z.string(),
      /** Steps that are run, in order; the others are left out this time. */
      order: z.array(z.number()),
      /** Place in `order` of the step that is next or under way. */
      at: z.number(),
      /** The next step begins no sooner. */
      notBefore: z.iso.datetime().nullable(),
      outcomes: z.array(outcomeSchema),
      endedAt: z.iso.datetime().nullable(),
      because: z.string().nullable(),
    })
    .nullable(),
})

export type Suite = z.infer<typeof suiteSchema>
export type SuiteProgress = NonNullable<Suite['progress']>

/** Every scenario of the plan in its order, going on at a failed check. */
export function defaultSteps(plan: CompiledPlan): SuiteStep[] {
  return plan.scenarios.map(({ key }) => ({ scenario: key, pauseMs: 0, onFail: 'continue' }))
}

export const readSuite = (stored: unknown): Suite => suiteSchema.parse(stored)

export function plannedMs(plan: CompiledPlan, scenario: string): number {
  const found = plan.scenarios.find(({ key }) => key === scenario)
  return found ? totalDurationMs(found.load) : 0
}

/** From the first step; `only` leaves the other scenarios out, and how they went before stands. */
export function beginSuite(
  { steps, progress: before }: Suite,
  { by, now, only }: { by: string; now: Date; only?: readonly string[] | undefined },
): Suite {
  const order = steps.flatMap(({ scenario }, index) => (!only || only.includes(scenario) ? [index] : []))
  const startedAt = now.toISOString()
  const outcomes = before?.outcomes.filter(({ index }) => !order.includes(index)) ?? []
  const progress = { startedAt, by, order, at: 0, notBefore: null, outcomes, endedAt: null, because: null }
  return { steps, progress: withPause(progress, steps, now) }
}

/** How the step under way goes; undefined before it was started. */
export function currentOutcome({ progress }: Suite): SuiteProgress['outcomes'][number] | undefined {
  const index = progress?.order[progress.at]
  return progress?.outcomes.find((one) => one.index === index)
}

/** What is known of the run of the current step. */
export interface StepRun {
  state: RunState
  endReason: EndReason | null
  endedAt: Date | null
  verdict: Verdict | null
}

export type SuiteMove =
  | { kind: 'wait' }
  | { kind: 'start'; index: number; scenario: string }
  | { kind: 'settle'; suite: Suite; isOver: boolean }

/** What is to be done now; `run` is that of the current step, null before it was started. */
export function nextMove(suite: Suite, run: StepRun | null, now: Date): SuiteMove {
  const { progress } = suite
  if (!progress || progress.endedAt) return { kind: 'wait' }
  const index = progress.order[progress.at]
  const step = index === undefined ? undefined : suite.steps[index]
  if (index === undefined || !step) return over(suite, now, null)
  const outcome = progress.outcomes.find((one) => one.index === index)
  if (outcome?.problem) return settle(suite, step, true, now)
  if (!outcome?.runId || !run) {
    const isDue = !progress.notBefore || new Date(progress.notBefore) <= now
    return isDue ? { kind: 'start', index, scenario: step.scenario } : { kind: 'wait' }
  }
  if (run.state !== 'ended' || isAwaited(run, now)) return { kind: 'wait' }
  return settle(suite, step, hasFailed(run), run.verdict === null ? now : (run.endedAt ?? now))
}

const JUDGED_WITHIN_MS = 900_000

/** Its verdict is on its way: a failed check is one of the verdict. What cannot be judged at all does not hold a suite for ever. */
export const isAwaited = ({ endReason, verdict, endedAt }: Omit<StepRun, 'state'>, now: Date): boolean =>
  verdict === null &&
  endReason === 'completed' &&
  endedAt !== null &&
  now.getTime() - endedAt.getTime() < JUDGED_WITHIN_MS

/** What could not be judged shows nothing that held. */
export const hasFailed = ({ endReason, verdict }: Pick<StepRun, 'endReason' | 'verdict'>): boolean =>
  endReason !== 'completed' || verdict === null || verdict === 'fail'

function settle(suite: Suite, step: SuiteStep, failed: boolean, now: Date): SuiteMove {
  const progress = suite.progress as SuiteProgress
  if (failed && step.onFail === 'stop')
    return over(
      suite,
      now,
      `The check of ${step.scenario} failed, and the suite is to stop then. The rest can be run by hand.`,
    )
  const at = progress.at + 1
  if (at >= progress.order.length) return over({ ...suite, progress: { ...progress, at } }, now, null)
  return {
    kind: 'settle',
    suite: { ...suite, progress: withPause({ ...progress, at }, suite.steps, now) },
    isOver: false,
  }
}

function over(suite: Suite, now: Date, because: string | null): SuiteMove {
  return { kind: 'settle', suite: endSuite(suite, now, because), isOver: true }
}

export function endSuite(suite: Suite, now: Date, because: string | null): Suite {
  const progress = suite.progress && { ...suite.progress, endedAt: now.toISOString(), because }
  return { ...suite, progress }
}

/** The current step has its run, or the reason why it could not be started. */
export function recordOutcome(suite: Suite, index: number, outcome: { runId: string } | { problem: string }): Suite {
  const progress = suite.progress as SuiteProgress
  const recorded = { index, runId: null, problem: null, ...outcome }
  return { ...suite, progress: { ...progress, outcomes: [...progress.outcomes, recorded] } }
}

function withPause(progress: SuiteProgress, steps: readonly SuiteStep[], after: Date): SuiteProgress {
  const pauseMs = steps[progress.order[progress.at] ?? -1]?.pauseMs ?? 0
  const notBefore = pauseMs > 0 ? new Date(after.getTime() + pauseMs).toISOString() : null
  return { ...progress, notBefore }
}
