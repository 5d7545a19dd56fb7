// The metrics a plan stars, as the first page shows them. A plan that stars none: its tightest objectives of high priority.

import { say, showIn } from '#lib/core/number-format.ts'
import type { CriticalMetric as Starred } from '#lib/cycles/schema.ts'
import type { ObjectiveView } from '#lib/runs/schema.ts'
import { halfInterval, sayDemand } from '../report-format.ts'
import type { ReportInput, ReportRun } from '../report-input.ts'
import type { CriticalMetric } from '../report-model.ts'
import { actualCell, nameOfObjective, statusOf, targetCell } from './objective-cells.ts'

const MOST_UNSTARRED = 6

export function criticalRows({ critical, runs }: Pick<ReportInput, 'critical' | 'runs'>): CriticalMetric[] {
  if (critical.length > 0) return critical.map((one) => starred(one, runs))
  return runs
    .flatMap((run) => (run.verdict?.objectives ?? []).map((one) => ({ one, run })))
    .filter(({ one }) => one.priority === 'high' && one.headroom !== null)
    .sort((a, b) => (a.one.headroom ?? 0) - (b.one.headroom ?? 0))
    .slice(0, MOST_UNSTARRED)
    .map(({ one, run }) => fromObjective(nameOfObjective(one, run), one, run))
}

const STATUS: Record<Starred['status'], string> = {
  pass: 'Met',
  warn: 'Over target',
  fail: 'Broken',
  inconclusive: 'Inconclusive',
  untested: 'Untested',
}

function starred(one: Starred, runs: readonly ReportRun[]): CriticalMetric {
  const run = runs.find(({ head }) => head.id === one.run?.id)
  const objective = run?.verdict?.objectives.find(({ key }) => key === one.objective)
  if (run && objective)
    return fromObjective(
      one.label && one.label !== one.text ? one.label : nameOfObjective(objective, run),
      objective,
      run,
    )
  return {
    name: one.label || one.text,
    about: [one.scenario?.name ?? one.scenario?.key, one.status === 'untested' ? one.reason : '']
      .filter(Boolean)
      .join(', '),
    target: { text: sayDemand(one.comparator, one.unit, one.target), value: one.target },
    actual: {
      text: say(showIn(one.unit, one.actual)),
      value: one.actual,
      strong: true,
      ...(one.derivation ? { derivation: one.derivation } : {}),
    },
    interval: '',
    status: one.status === 'warn' && one.comparator?.startsWith('>') ? 'Under target' : STATUS[one.status],
    tone: one.status === 'untested' ? 'none' : one.status,
    gauge: null,
  }
}

function fromObjective(name: string, one: ObjectiveView, run: ReportRun): CriticalMetric {
  const scenario = run.head.scenario.name || run.head.scenario.key
  const status = statusOf(one)
  const told = nameOfObjective(one, run)
  return {
    name,
    about: name === told ? scenario : `${told}, ${scenario}`,
    target: targetCell(one),
    actual: { ...actualCell(one, run), text: say(showIn(one.unit, one.actual)) },
    interval: halfInterval(one.unit, one.actual, one.interval),
    status: status.text,
    tone: one.verdict,
    gauge:
      one.actual === null || one.verdict === 'inconclusive'
        ? null
        : {
            value: one.actual,
            interval: one.interval,
            target: one.target,
            limit: one.limit,
            higherIsBetter: one.comparator.startsWith('>'),
            unit: one.unit,
          },
  }
}
