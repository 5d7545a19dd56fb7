import type { SlaDraft } from '../document/plan.ts'

/** Target and limit. */
type Thresholds = readonly [target: string, limit: string]

/** One row of an endpoint matrix: an SLA for each metric of an operation, keyed `create-order-p95`. */
export function slaRows(
  operation: string,
  thresholds: Record<string, Thresholds>,
  rest: Pick<SlaDraft, 'priority' | 'when' | 'scenario'> = {},
): SlaDraft[] {
  return Object.entries(thresholds).map(([metric, [target, limit]]) => ({
    key: `${operation}-${metric.replace('_', '-')}`,
    operation,
    metric,
    target,
    limit,
    priority: 'high',
    ...rest,
  }))
}
