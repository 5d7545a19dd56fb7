// The judgement of a run that goes on: made once for everybody who asks in this process, because it reads all seconds so far. Often enough
// to follow, ever more seldom the longer a run lasts, and never so often that judging hundreds of objectives is most of what is done.

import type { Tx } from '#lib/db/client.ts'
import type { RunFacts } from '#lib/runs/queries/facts.ts'
import type { Judgement } from '#lib/runs/schema.ts'
import { judgeRun } from '../run-verdict.ts'
import { readEvidence } from './evidence.ts'

const EVERY_MS = 4_000
const EVERY_PART = 0.005
/** Of the time, at most this part is spent on it. */
const BUSY_PART = 0.1
/** Nobody asks for a run any more whose estimate is that old. */
const FORGET_MS = 1_800_000

interface Estimate {
  /** On the clock of `performance.now()`. */
  at: number
  /** How long it took; Infinity until it is made. */
  tookMs: number
  judgement: Promise<Judgement>
}

// On globalThis, because the development server loads this module anew on every change.
const shared = globalThis as { headroomEstimates?: Map<string, Estimate> }

/** The same object until another one is made. */
export function currentEstimate(tx: Tx, facts: RunFacts, measuredSeconds: number): Promise<Judgement> {
  shared.headroomEstimates ??= new Map()
  const estimates = shared.headroomEstimates
  const now = performance.now()
  const known = estimates.get(facts.run.id)
  const everyMs = Math.max(EVERY_MS, measuredSeconds * 1000 * EVERY_PART, (known?.tookMs ?? 0) / BUSY_PART)
  if (known && now - known.at < everyMs) return known.judgement
  for (const [id, { at }] of estimates) if (now - at > FORGET_MS) estimates.delete(id)
  const mine: Estimate = { at: now, tookMs: Infinity, judgement: estimateJudgement(tx, facts, measuredSeconds) }
  estimates.set(facts.run.id, mine)
  mine.judgement.then(
    () => {
      mine.tookMs = performance.now() - now
    },
    () => estimates.get(facts.run.id) === mine && estimates.delete(facts.run.id),
  )
  return mine.judgement
}

/** Judged now, on the data so far. */
export async function estimateJudgement(tx: Tx, facts: RunFacts, measuredSeconds: number): Promise<Judgement> {
  const evidence = await readEvidence(tx, facts, facts.plan, measuredSeconds, false)
  return { final: false, verdict: judgeRun(facts.plan, facts.run.scenario, evidence) }
}
