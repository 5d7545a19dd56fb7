// Where the number of an objective came from, in words that need nothing else.

import { formatDuration } from '#lib/core/duration.ts'
import type { Criterion } from '#lib/plans/criterion.ts'
import { formatSelector } from '#lib/plans/criterion-text.ts'
import type { Derivation } from '#lib/runs/verdict-schema.ts'
import type { Evidence } from './evidence.ts'
import type { JudgedWindow } from './judged-window.ts'
import { isMonitored, type MonitorTold, methodOfMonitored } from './monitored.ts'
import type { Drawn } from './objective-interval.ts'

export function deriveFrom(
  criterion: Criterion,
  evidence: Evidence,
  {
    window,
    samples,
    drawn,
    monitored,
  }: { window: JudgedWindow; samples: number; drawn: Drawn | null; monitored?: MonitorTold | undefined },
): Derivation {
  const ranges = window.reached
  return {
    run: evidence.run ?? null,
    selector: selectorText(criterion, monitored),
    window: { name: window.name, fromMs: ranges[0]?.fromMs ?? 0, toMs: ranges.at(-1)?.toMs ?? 0 },
    samples,
    method: [methodOf(criterion, monitored), drawn && intervalWords(criterion, drawn)].filter(Boolean).join(' '),
    blocks: drawn?.blocks ?? null,
    typedBy: null,
  }
}

function selectorText({ selector }: Criterion, monitored: MonitorTold | undefined): string {
  if (monitored) return `${monitored.monitor}.${monitored.key}`
  return selector ? formatSelector(selector) : 'all operations'
}

function methodOf({ metric, service, unit }: Criterion, monitored: MonitorTold | undefined): string {
  if (monitored && isMonitored(metric)) return methodOfMonitored(metric, monitored, unit)
  if (metric.kind === 'percentile') {
    const from = service ? 'the moment it was sent' : 'its intended start'
    return `The ⌈${metric.percentile / 100} · n⌉-th smallest of n attempts, from merged histograms (exact to 0.1\u00a0%), each timed from ${from}; failed, dropped and interrupted attempts count as slower than any value.`
  }
  if (metric.kind === 'custom') return 'What operations took from their answers.'
  if (metric.kind !== 'plain') return 'What monitors measured.'
  if (metric.name === 'ok_rate' && unit === 'fraction') return 'ok ÷ (ok + failed).'
  return METHODS[metric.name] ?? 'From the analysis of the whole run.'
}

const METHODS: Record<string, string> = {
  mean: 'Sum of the response times of ok attempts ÷ their number.',
  min: 'The fastest ok attempt.',
  max: 'The slowest attempt, ok or failed.',
  rate: 'Completed attempts (ok + failed) ÷ seconds of the window.',
  ok_rate: 'ok attempts ÷ seconds of the window.',
  error_rate: 'failed ÷ (ok + failed).',
  check_rate: 'Checks that held ÷ all checks.',
  dropped: 'Attempts that were due and never sent.',
  users: 'Mean over the seconds of the window of the users of all workers.',
  bytes_in: 'Bytes received.',
  bytes_out: 'Bytes sent.',
}

function intervalWords({ metric, unit }: Criterion, { interval, blocks }: Drawn): string {
  const size = `${blocks.count} blocks of ${formatDuration(blocks.seconds * 1000)}`
  if (!interval) return `No interval: the window makes ${size}, and it takes 20.`
  if (metric.kind === 'percentile' || unit !== 'fraction')
    return `95\u00a0% interval: 1,000 draws with replacement from ${size}.`
  return `95\u00a0% interval: Wilson, on the count adjusted for how much ${size} differ; 3 ÷ n where there is none, or nothing else.`
}
