// What a plan far larger than people write costs: reading and writing its YAML, checking its structure, compiling, lint. The median of
// several passes, after a warm-up. `node bench/plan.ts [-- operations slas scenarios]`

import { performance } from 'node:perf_hooks'
import { compilePlan } from '#lib/plans/compile.ts'
import { planDraftSchema } from '#lib/plans/document/plan.ts'
import { ALONE } from '#lib/plans/lint/rule.ts'
import { lintPlan, RULES } from '#lib/plans/lint/rules.ts'
import { formatPlanYaml, parsePlanYaml } from '#lib/plans/yaml.ts'
import { largePlan } from './large-plan.ts'
import { median, table } from './processes.ts'

const [operations = 200, slas = 400, scenarios = 20] = process.argv
  .slice(2)
  .filter((text) => text !== '--')
  .map(Number)
const PASSES = 15

const draft = largePlan({ operations, slas, scenarios })
const yaml = formatPlanYaml(draft)

function medianMs(work: () => unknown): number {
  const times = Array.from({ length: PASSES + 3 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).slice(3)
  return median(times)
}

const shown = (ms: number) => `${ms.toFixed(1)} ms`
const { findings } = lintPlan(draft)

console.log(`## A plan of ${operations} operations, ${slas} SLAs, ${scenarios} scenarios\n`)
console.log(
  `${(yaml.length / 1000).toFixed(0)} KB of YAML, ${findings.length} findings; lint is to take 50 ms at most.\n`,
)
console.log(
  table(
    ['step', 'median'],
    [
      ['read YAML', shown(medianMs(() => parsePlanYaml(yaml)))],
      ['write YAML', shown(medianMs(() => formatPlanYaml(draft)))],
      ['check structure', shown(medianMs(() => planDraftSchema.parse(draft)))],
      ['compile', shown(medianMs(() => compilePlan(draft)))],
      ['lint, with compiling', shown(medianMs(() => lintPlan(draft)))],
    ],
  ),
)

const compiled = compilePlan(draft)
const dearest = RULES.map((rule) => ({
  name: rule.name,
  ms: medianMs(() => rule.check(draft, compiled.ok ? compiled.plan : null, ALONE)),
}))
  .toSorted((left, right) => right.ms - left.ms)
  .slice(0, 5)
console.log(`\nThe dearest rules: ${dearest.map(({ name, ms }) => `${name} ${shown(ms)}`).join(', ')}.`)
