// Shares that should make 100 % do, and stated shares agree with the weights of the mix (within 5 % of the larger).

import { formatPercent, parsePercent } from '#lib/core/units.ts'
import type { CompiledPlan } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { attemptsPerIteration } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { agree, grouped } from './figures.ts'
import { isPlain, singlesOf } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'

export const shareSum: LintRule = {
  name: 'share-sum',
  check(draft, plan) {
    return [
      ...sumFindings('testData.accounts.distribution', draft.testData?.accounts?.distribution ?? {}),
      ...(draft.testData?.datasets ?? []).flatMap(({ key, generate }) => {
        const { valid, invalid, duplicate } = generate ?? {}
        const parts = Object.entries({ valid, invalid, duplicate }).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        )
        return sumFindings(`testData.datasets.${key}.generate`, Object.fromEntries(parts))
      }),
      ...(plan ? statedShares(draft, plan) : []),
      ...(plan ? expectedSums(draft, plan) : []),
      ...(plan ? sharesOfRates(plan) : []),
    ]
  },
}

function sumFindings(place: string, shares: Record<string, string>): Finding[] {
  const values = Object.values(shares).map(parsePercent)
  if (values.length < 2 || !values.every((value) => value.ok)) return []
  const sum = values.reduce((total, value) => total + value.value, 0)
  if (Math.abs(sum - 1) < 1e-6) return []
  const names = Object.keys(shares)
  return [
    {
      rule: 'share-sum',
      severity: 'warning',
      message: `The shares make ${formatPercent(sum)}, not 100%`,
      places: [`${place}.${names[0]}`, `${place}.${names.at(-1)}`],
      arithmetic: `${Object.values(shares).join(' + ')} = ${formatPercent(sum)}`,
      fix: sum < 1 ? `Give the missing ${formatPercent(1 - sum)} a name` : `Take ${formatPercent(sum - 1)} away`,
    },
  ]
}

/** A share may be meant of the requests or of the iterations of the mix; it agrees when it fits either. */
function statedShares(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return (draft.scenarios ?? []).flatMap((scenario) => {
    const compiled = plan.scenarios.find((one) => one.key === scenario.key)
    if (!compiled) return []
    const total = compiled.mix.reduce((sum, item) => sum + item.weight, 0)
    const requests = attemptsPerIteration(plan, compiled, null)
    return Object.entries(scenario.expect?.shares ?? {}).flatMap(([key, text]): Finding[] => {
      const stated = parsePercent(text)
      const weight = compiled.mix.filter((item) => item.key === key).reduce((sum, item) => sum + item.weight, 0)
      const ofRequests = attemptsPerIteration(plan, compiled, { kind: 'operation', key }) / requests
      if (!stated.ok || agree(stated.value, weight / total) || agree(stated.value, ofRequests)) return []
      const actual = weight > 0 ? weight / total : ofRequests
      return [
        {
          rule: 'share-sum',
          severity: 'warning',
          message: `${key} is expected to make ${text} of ${scenario.key}, its mix makes ${rounded(actual)}`,
          places: [`scenarios.${scenario.key}.expect.shares.${key}`, `scenarios.${scenario.key}.mix`],
          arithmetic:
            weight > 0 ? `weight ${weight} of ${total} = ${rounded(actual)}` : `${rounded(ofRequests)} of the requests`,
          fix: `Expect ${rounded(actual)}, or change the weights`,
        },
      ]
    })
  })
}

/** Stated shares of everything in a mix. */
function expectedSums(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return (draft.scenarios ?? []).flatMap(({ key, expect }) => {
    const keys = plan.scenarios.find((one) => one.key === key)?.mix.map((item) => item.key) ?? []
    const shares = Object.fromEntries(Object.entries(expect?.shares ?? {}).filter(([name]) => keys.includes(name)))
    return keys.length === Object.keys(shares).length ? sumFindings(`scenarios.${key}.expect.shares`, shares) : []
  })
}

/** Rates asked of each operation of a mix say which part of it each is. */
function sharesOfRates(plan: CompiledPlan): Finding[] {
  const rates = new Map(
    plan.objectives.flatMap((objective) => {
      const [entry] = singlesOf(objective.entry)
      const key = entry?.criterion.selector?.kind === 'operation' ? entry.criterion.selector.key : null
      const isRate = objective.source === 'sla' && entry && isPlain(entry, 'rate') && objective.scenario === null
      return isRate && key ? [[key, { rate: entry.target, place: placeOf(objective) }] as const] : []
    }),
  )
  return plan.scenarios.flatMap(({ key, mix }) => {
    const items = mix.flatMap(({ kind, key: operation, weight }) => {
      const asked = kind === 'operation' ? rates.get(operation) : undefined
      return asked ? [{ operation, weight, ...asked }] : []
    })
    if (items.length < 2 || items.length < mix.length) return []
    const [weights, sum] = [
      items.reduce((all, one) => all + one.weight, 0),
      items.reduce((all, one) => all + one.rate, 0),
    ]
    const off = items.find(({ weight, rate }) => !agree(weight / weights, rate / sum))
    if (!off) return []
    return [
      warning('share-sum', [off.place, `scenarios.${key}.mix`], {
        message: `By the rates asked for ${off.operation} is ${rounded(off.rate / sum)} of ${items.length} operations, in ${key} it is ${rounded(off.weight / weights)}`,
        arithmetic: `${grouped(off.rate * 60)}/min of ${grouped(sum * 60)}/min = ${rounded(off.rate / sum)}; weight ${off.weight} of ${weights} = ${rounded(off.weight / weights)}`,
        fix: `Weigh them ${items.map(({ operation, rate }) => `${operation} ${Math.round((100 * rate) / sum)}`).join(', ')}`,
      }),
    ]
  })
}

const rounded = (share: number) => formatPercent(Number(share.toPrecision(3)))
