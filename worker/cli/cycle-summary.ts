// A cycle for the terminal: one line a scenario, then what the rules propose and why.

import { say, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { MatrixRow } from '#lib/cycles/matrix-schema.ts'
import type { StepView } from '#lib/cycles/schema.ts'
import type { CycleView } from '#lib/reports/cycle-view-schema.ts'
import { renderTable } from './table.ts'

const WORDS: Record<StepView['state'], string> = {
  waiting: 'waits',
  pausing: 'begins after its pause',
  running: 'runs',
  passed: 'is over',
  failed: 'failed its check',
  skipped: 'is left out',
  refused: 'could not be started',
}

export function formatStep({ scenario, state, run, verdict, problem }: StepView): string {
  const parts = [`${scenario.name} ${WORDS[state]}`, run?.label, verdict, problem]
  return parts.filter((part) => part !== null && part !== undefined).join('   ')
}

const COLUMNS = [
  { title: 'Scenario' },
  { title: 'Status' },
  { title: 'Run' },
  { title: 'p50', align: 'right' as const },
  { title: 'p95', align: 'right' as const },
  { title: 'p99', align: 'right' as const },
  { title: 'Rate', align: 'right' as const },
  { title: 'Errors', align: 'right' as const },
  { title: 'Verdict' },
]

export function formatCycle(cycle: CycleView): string {
  const { matrix, acceptance, proposal, suite } = cycle
  const accepted = acceptance.total > 0 ? [`  ${acceptance.met} of ${acceptance.total} acceptance criteria met`] : []
  return [
    renderTable(COLUMNS, matrix.map(rowOf)),
    '',
    ...accepted,
    ...(suite.because ? [`  ${suite.because}`] : []),
    `  Proposed: ${proposal.outcome}, confidence ${proposal.confidence.level}`,
    ...proposal.reasons.map(({ text }) => `    ${text}`),
  ].join('\n')
}

function rowOf({ scenario, status, run, latencyMs, throughput, errorRate, verdict, validity }: MatrixRow): string[] {
  const judged = validity === 'invalid' ? 'invalid' : (verdict ?? '')
  return [
    ...[scenario.name, status.replace('-', ' '), run?.label ?? ''],
    ...[latencyMs.p50, latencyMs.p95, latencyMs.p99].map((ms) => say(showLatency(ms))),
    ...[say(showRate(throughput.actual)), say(showPercent(errorRate)), judged],
  ]
}
