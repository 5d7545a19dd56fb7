// How a monitored value is worked out from what its source tells: numbers, + − * /, names of figures with labels, paths into JSON, and a
// few functions. Plain data; reading it is in take-parser.ts, working it out in lib/monitors/evaluate-take.ts.

export const TAKE_FUNCTIONS = ['rate', 'increase', 'sum', 'avg', 'min', 'max', 'histogram_quantile'] as const
export type TakeFunction = (typeof TAKE_FUNCTIONS)[number]

export const LABEL_COMPARATORS = ['=', '!=', '=~', '!~'] as const

/** A pattern (`=~`) matches the whole value. */
export interface LabelMatcher {
  label: string
  comparator: (typeof LABEL_COMPARATORS)[number]
  value: string
}

/** What a source tells: a figure by name, of all its label sets that match, or a path into JSON. */
export type TakeOperand =
  | { kind: 'name'; name: string; labels: LabelMatcher[] }
  /** `$.jobs.depth` */
  | { kind: 'path'; path: string }

export type TakeExpression =
  | TakeOperand
  | { kind: 'number'; value: number }
  | { kind: 'negative'; of: TakeExpression }
  | { kind: 'binary'; operator: '+' | '-' | '*' | '/'; left: TakeExpression; right: TakeExpression }
  /** What a counter grew by between two readings, in all or a second. */
  | { kind: 'growth'; perSecond: boolean; of: TakeExpression }
  /** Of all label sets. */
  | { kind: 'over'; name: 'sum' | 'avg' | 'min' | 'max'; of: TakeExpression }
  /** Of a histogram in Prometheus text: the value below which this share lies. `growth`: of what came since the reading before. */
  | { kind: 'quantile'; quantile: number; of: Extract<TakeOperand, { kind: 'name' }>; growth: boolean }

/** All figures and paths it is worked out from. */
export function operandsOf(expression: TakeExpression): TakeOperand[] {
  switch (expression.kind) {
    case 'number':
      return []
    case 'binary':
      return [...operandsOf(expression.left), ...operandsOf(expression.right)]
    case 'name':
    case 'path':
      return [expression]
    default:
      return operandsOf(expression.of)
  }
}

/** Whether it is worked out from two readings, so that it is a gauge even where what it is taken from is a counter. */
export function isOfGrowth(expression: TakeExpression): boolean {
  if (expression.kind === 'growth') return true
  if (expression.kind === 'binary') return isOfGrowth(expression.left) || isOfGrowth(expression.right)
  if (expression.kind === 'quantile') return expression.growth
  return 'of' in expression && isOfGrowth(expression.of)
}
