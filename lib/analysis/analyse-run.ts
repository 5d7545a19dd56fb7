// All analyses that apply to a run, in the order people read them.

import type { Analysis } from './analysis.ts'
import { analyseApdex } from './apdex.ts'
import { analyseAutoscaling } from './autoscaling.ts'
import { analyseAvailability } from './availability.ts'
import { analyseBacklogs, analyseInFlight } from './backlog.ts'
import { analyseBottlenecks } from './bottleneck.ts'
import { analyseBreakingPoint } from './breaking-point.ts'
import { analyseCapacity } from './capacity.ts'
import { analyseConflicts } from './conflicts.ts'
import { analyseConnections } from './connections.ts'
import { analyseCorrelation } from './correlation.ts'
import { analyseCounters } from './counters.ts'
import { analyseCompleteness } from './data-completeness.ts'
import { analyseDegradation } from './degradation.ts'
import { analyseDrift } from './drift.ts'
import { analyseFreed } from './freed.ts'
import { analyseIntegrity } from './integrity.ts'
import { analyseMonitoredMemory } from './memory.ts'
import { analyseRecovery } from './recovery.ts'
import type { RunData } from './run-data.ts'
import { analyseRuntime } from './runtime.ts'
import { analyseScaling } from './scaling.ts'
import { analyseStalls } from './stalls.ts'
import { analyseThroughput } from './throughput.ts'

/** Goes up whenever one of them would say something else of the same run. */
export const ANALYSES_VERSION = 5

export function analyseRun(data: RunData): Analysis[] {
  if (data.points.length === 0) return []
  return [
    analyseThroughput(data),
    analyseBreakingPoint(data),
    analyseCapacity(data),
    analyseScaling(data),
    analyseAutoscaling(data),
    analyseDegradation(data),
    analyseRecovery(data),
    analyseStalls(data),
    analyseDrift(data),
    ...analyseMonitoredMemory(data),
    analyseRuntime(data),
    analyseFreed(data),
    analyseAvailability(data),
    analyseIntegrity(data),
    ...analyseCounters(data),
    analyseConflicts(data),
    ...analyseBacklogs(data),
    analyseInFlight(data),
    analyseConnections(data),
    analyseCorrelation(data),
    analyseBottlenecks(data),
    analyseApdex(data),
    analyseCompleteness(data),
  ].filter((one) => one !== null)
}
