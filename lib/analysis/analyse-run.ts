// All analyses that apply to a run, in the order people read them.

import type { Analysis } from './analysis.ts'
import { analyseAvailability } from './availability.ts'
import { analyseDrift } from './drift.ts'
import { analyseRecovery } from './recovery.ts'
import type { RunData } from './run-data.ts'
import { analyseThroughput } from './throughput.ts'

/** Goes up whenever one of them would say something else of the same run. */
export const ANALYSES_VERSION = 1

export function analyseRun(data: RunData): Analysis[] {
  if (data.points.length === 0) return []
  return [analyseThroughput(data), analyseRecovery(data), analyseDrift(data), analyseAvailability(data)].filter(
    (one) => one !== null,
  )
}
