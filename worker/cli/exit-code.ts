// How the command line ends: what a pipeline reads. 0 pass or warn, 97 warn with --strict, 98 inconclusive or invalid, 99 fail,
// 105 interrupted, 64 bad input, 70 internal.

import type { Proposal } from '#lib/decisions/schema.ts'
import type { RunDetail } from '#lib/runs/schema.ts'
import type { Verdict } from '#lib/verdicts/verdict.ts'
import type { EngineOutcome } from '#worker/engine/engine.ts'

export const EXIT = {
  ok: 0,
  lintErrors: 1,
  badInput: 64,
  internal: 70,
  strictWarning: 97,
  inconclusive: 98,
  fail: 99,
  interrupted: 105,
} as const

export function exitCodeOf(verdict: Verdict, isStrict: boolean): number {
  if (verdict === 'fail') return EXIT.fail
  if (verdict === 'inconclusive') return EXIT.inconclusive
  return verdict === 'warn' && isStrict ? EXIT.strictWarning : EXIT.ok
}

/** Of a cycle: what the rules propose for all that was run. A no-go is a failure only where an objective failed. */
export function exitCodeOfProposal(
  { outcome, reasons }: Pick<Proposal, 'outcome' | 'reasons'>,
  isStrict: boolean,
): number {
  if (outcome === 'go') return EXIT.ok
  if (outcome === 'conditional') return isStrict ? EXIT.strictWarning : EXIT.ok
  return reasons.some(({ rule }) => rule === 'failed-objective') ? EXIT.fail : EXIT.inconclusive
}

/** Of a run that failed: plan, target or a cap refused it, or the generator broke, at whatever moment. */
export function exitCodeOfFailed({ isRefused }: Pick<EngineOutcome, 'isRefused'>): number {
  return isRefused ? EXIT.badInput : EXIT.internal
}

/** Of a run on a server: one that failed before it began was refused, as was one that a person stopped interrupted. */
export function exitCodeOfStored(
  { endReason, startedAt, verdict }: Pick<RunDetail, 'endReason' | 'startedAt' | 'verdict'>,
  isStrict: boolean,
): number {
  if (endReason === 'stopped') return EXIT.interrupted
  if (endReason === 'failed') return exitCodeOfFailed({ isRefused: startedAt === null })
  if (endReason === 'lost') return EXIT.internal
  return verdict === null ? EXIT.inconclusive : exitCodeOf(verdict, isStrict)
}
