// How many attempts a statement needs behind it before it is believed.

/** Percentile q (0 – 1): 10 / (1 − q), so that ten attempts lie beyond it. p95 needs 200, p99 1,000. */
export function attemptsForPercentile(fraction: number): number {
  return Math.ceil(Number((10 / (1 - fraction)).toPrecision(9)))
}

/** A failure rate (0 – 1) is shown by n attempts without a failure when 3 / n meets it (rule of three, 95 %). */
export function attemptsForErrorRate(rate: number): number {
  return Math.ceil(Number((3 / rate).toPrecision(9)))
}
