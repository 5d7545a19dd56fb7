// "X of N met": the acceptance criteria of the plan, each with where it was measured and what came out.

import type { Coverage, CoverageRow } from './coverage-schema.ts'
import type { AcceptanceView, ReportText, ScenarioRef } from './schema.ts'

export function acceptanceOf(coverage: Coverage, texts: readonly ReportText[]): AcceptanceView {
  const items = coverage.rows
    .filter(({ source }) => source === 'acceptance')
    .map((row) => itemOf(row, coverage.scenarios, texts))
  const met = items.filter(({ status }) => status === 'pass').length
  return { met, total: items.length, passed: met === items.length, items }
}

function itemOf(row: CoverageRow, scenarios: readonly ScenarioRef[], texts: readonly ReportText[]) {
  const asked = row.cells.filter(({ status }) => status !== 'not-asked')
  const worst = worstCell(row)
  return {
    ...{ key: row.key, requirement: row.label, judge: row.judge, comparator: row.comparator, unit: row.unit },
    ...{ target: row.target, limit: row.limit, status: row.result, waivedUntil: row.waivedUntil },
    scenarios: scenarios.filter(({ key }) => asked.some(({ scenario }) => scenario === key)),
    run: worst?.run ?? null,
    actual: worst?.actual ?? null,
    reason: worst?.reason ?? 'No scenario measures it.',
    analysis: texts.find(({ section }) => section === `acceptance/${row.key}`) ?? null,
  }
}

/** The cell that made the result; null when nothing is asked for. */
export function worstCell(row: CoverageRow) {
  const asked = row.cells.filter(({ status }) => status !== 'not-asked')
  const same = asked.filter(({ status }) =>
    row.result === 'inconclusive' ? ['inconclusive', 'invalid', 'too-short'].includes(status) : status === row.result,
  )
  const tightest = same.toSorted((a, b) => (a.headroom ?? Infinity) - (b.headroom ?? Infinity))
  return tightest[0] ?? asked[0] ?? null
}
