// Values that belong together in different units: 5,000 a second where 5,000 a minute was meant is sixty times the load.

import { formatRate, parseRate } from '#lib/core/units.ts'
import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { agree, rounded, times } from './figures.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'unit-mismatch'

export const unitMismatch: LintRule = {
  name: NAME,
  check(draft) {
    const rates = [...(draft.scenarios ?? []).flatMap((scenario) => ratesOf(draft, scenario)), ...slaRates(draft)]
    const found = rates.flatMap((left, index) =>
      rates.slice(index + 1).flatMap((right) => (areLinked(left, right) ? compare(left, right) : [])),
    )
    return [...new Map(found.toReversed().map((one) => [one.pair, one.finding])).values()].toReversed()
  },
}

interface WrittenRate {
  place: string
  /** Key of its scenario or SLA. */
  owner: string
  type: string
  operations: Set<string>
  text: string
  number: number
  unit: string
  perSecond: number
}

const UNIT = /(?:\/|\bper\b|\ban?\b)\s*(s|m|h|d)[a-z]*\s*$/i

function written(
  place: string,
  text: string | undefined,
  owner: Pick<WrittenRate, 'owner' | 'type' | 'operations'>,
): WrittenRate[] {
  const read = parseRate(text ?? '')
  if (!text || !read.ok || read.value === 0) return []
  const unit = UNIT.exec(text)?.[1]?.toLowerCase() ?? 's'
  const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? 1
  return [
    { ...owner, place, text, number: Number((read.value * seconds).toPrecision(12)), unit, perSecond: read.value },
  ]
}

function ratesOf(draft: PlanDraft, scenario: ScenarioDraft): WrittenRate[] {
  const operations = new Set(
    (scenario.mix ?? []).flatMap(({ operation, flow }) => {
      const steps = draft.flows?.find(({ key }) => key === flow)?.steps ?? []
      return [operation ?? '', ...steps.filter((step) => typeof step === 'string')].filter(Boolean)
    }),
  )
  const owner = { owner: scenario.key, type: scenario.type ?? '', operations }
  const place = `scenarios.${scenario.key}`
  return [
    ...written(`${place}.load.rate`, scenario.load?.rate, owner),
    ...(scenario.load?.stages ?? []).flatMap(({ key, rate }) =>
      written(`${place}.load.stages.${key}.rate`, rate, owner),
    ),
    ...written(`${place}.expect.rate`, scenario.expect?.rate, owner),
  ]
}

function slaRates(draft: PlanDraft): WrittenRate[] {
  return (draft.slas ?? []).flatMap(({ key, metric, operation, scenario, target }) => {
    if (!/^(ok_)?rate\b/.test(metric?.trim() ?? '')) return []
    const own = operation && operation !== '*' ? [operation] : []
    const operations = scenario
      ? new Set((draft.scenarios?.find((one) => one.key === scenario)?.mix ?? []).map((item) => item.operation ?? ''))
      : new Set(own)
    return written(`slas.${key}.target`, target, { owner: key, type: '', operations })
  })
}

/** A row for one operation is held against scenarios that send nothing else. */
function areLinked(left: WrittenRate, right: WrittenRate): boolean {
  if (left.owner === right.owner) return false
  const shared = [...left.operations].filter((key) => right.operations.has(key)).length
  return [left, right].every(({ type }) => type !== '')
    ? shared > 0
    : shared > 0 && shared === left.operations.size && shared === right.operations.size
}

function compare(left: WrittenRate, right: WrittenRate): { pair: string; finding: Finding }[] {
  if (left.unit === right.unit || agree(left.perSecond, right.perSecond)) return []
  const sameNumber = left.number === right.number
  const sameTest =
    left.type !== '' &&
    left.type === right.type &&
    [...left.operations].toSorted().join() === [...right.operations].toSorted().join()
  if (!sameNumber && !sameTest) return []
  const ratio = Math.max(left.perSecond, right.perSecond) / Math.min(left.perSecond, right.perSecond)
  return [
    {
      pair: `${left.owner} ${right.owner}`,
      finding: warning(NAME, [left.place, right.place], {
        message: `${left.owner} speaks of ${left.text}, ${right.owner} of ${right.text}: ${times(ratio)} as much`,
        arithmetic: `${left.text} = ${rounded(left.perSecond * 60)}/min, ${right.text} = ${rounded(right.perSecond * 60)}/min`,
        fix: sameNumber
          ? `Write the same unit in both`
          : `Write ${formatRate(right.perSecond)} in both, or give one another type`,
      }),
    },
  ]
}
