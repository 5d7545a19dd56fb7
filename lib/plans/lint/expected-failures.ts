// Requests that are meant to fail count as errors unless the scenario expects them: the planned share must fit into the error limit.

import { formatPercent } from '#lib/core/units.ts'
import type { CompiledDataset, CompiledPlan, CompiledScenario } from '../compiled.ts'
import { namesOfDataset } from '../dataset-columns.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { times } from './figures.ts'
import { isPlain, type Judged, judgedIn, sentIn, uniqueBy } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'
import { namesUsed } from './template-names.ts'

const NAME = 'expected-failures'

export const expectedFailures: LintRule = {
  name: NAME,
  check(draft, plan) {
    if (!plan) return []
    const planned = plannedInvalid(draft, plan)
    const found = plan.scenarios.flatMap((scenario) => {
      const sent = sentIn(plan, scenario)
      const expected = new Set(scenario.expectFailures.map(({ operation }) => operation))
      return planned
        .filter(({ operation }) => sent.has(operation) && !expected.has(operation))
        .flatMap((one) => findingOf(plan, scenario, one))
    })
    return uniqueBy(found, ({ places }) => places.join())
  },
}

interface PlannedInvalid {
  operation: string
  dataset: string
  /** Of its requests, or of the rows of each, are bad by design. */
  share: number
  arithmetic: string
  /** Whole files are sent: a bad row is for the operation to answer, not a bad request. */
  isFile: boolean
}

function plannedInvalid(draft: PlanDraft, plan: CompiledPlan): PlannedInvalid[] {
  return (draft.testData?.datasets ?? []).flatMap((dataset) => {
    const source = plan.datasets.find((one) => one.key === dataset.key)?.source
    if (source?.kind !== 'generate' || source.rows === 0) return []
    const names = new Set(namesOfDataset(dataset))
    return (draft.operations ?? []).flatMap((operation) => {
      const parts = Object.values(operation.request?.body?.multipart ?? {})
      const isFile = parts.some((part) => typeof part !== 'string' && part.dataset === dataset.key)
      if (!isFile && !namesUsed(operation).some(({ name }) => names.has(name))) return []
      const bad = badShare(source, isFile)
      return bad.share > 0 ? [{ operation: operation.key, dataset: dataset.key, isFile, ...bad }] : []
    })
  })
}

type Generated = Extract<CompiledDataset['source'], { kind: 'generate' }>

/** A duplicate is a valid request of its own, but a bad row of a file. */
function badShare({ rows, invalid, duplicate }: Generated, isFile: boolean): { share: number; arithmetic: string } {
  const bad = invalid + (isFile ? duplicate : 0)
  const parts = isFile && duplicate > 0 ? `${invalid} + ${duplicate}` : String(invalid)
  return { share: bad / rows, arithmetic: `${parts} of ${rows} = ${formatPercent(bad / rows)}` }
}

function findingOf(plan: CompiledPlan, scenario: CompiledScenario, one: PlannedInvalid): Finding[] {
  const limits = judgedIn(plan, scenario)
    .filter((judged) => limitsErrorsOf(judged, one))
    .toSorted((left, right) => left.entry.limit - right.entry.limit)
  const [strictest] = limits
  if (!strictest || one.share <= strictest.entry.limit) return []
  const most = formatPercent(strictest.entry.limit)
  return [
    warning(NAME, [`testData.datasets.${one.dataset}.generate`, placeOf(strictest.objective)], {
      message: `${one.operation} is sent ${formatPercent(one.share)} of bad data by design, ${strictest.objective.judge} allows ${most} of errors in ${scenario.key}`,
      arithmetic: `${one.arithmetic}${strictest.entry.limit > 0 ? `, ${times(one.share / strictest.entry.limit)} the ${most}` : ` > ${most}`}`,
      fix: `Expect them: expectFailures: [{ operation: ${one.operation}, status: [400, 404] }] in ${scenario.key}`,
    }),
  ]
}

function limitsErrorsOf({ entry, alternative }: Judged, { operation, isFile }: PlannedInvalid): boolean {
  const { selector, comparator } = entry.criterion
  if (alternative || !isPlain(entry, 'error_rate') || !(comparator.startsWith('<') || comparator === '=')) return false
  return selector === null ? !isFile : selector.kind === 'operation' && selector.key === operation
}
