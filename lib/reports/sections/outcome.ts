// The answer in words: what was decided or is proposed, and three sentences for who has two minutes.

import { say, showCount, showIn, showRate } from '#lib/core/number-format.ts'
import type { Outcome } from '#lib/decisions/schema.ts'
import { headroomWords, sayDay, toneOf } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import type { Tone } from '../report-model.ts'
import { isUnsure, nameOfObjective } from './objective-cells.ts'

export const OUTCOME_WORDS: Record<Outcome, string> = { go: 'Go', conditional: 'Conditional go', 'no-go': 'No-go' }
export const OUTCOME_TONES: Record<Outcome, Tone> = { go: 'pass', conditional: 'warn', 'no-go': 'fail' }

const READINESS: Record<Outcome, string> = {
  go: 'READY',
  conditional: 'READY WITH CONDITIONS',
  'no-go': 'NOT READY',
}

/** A decision whose ground has moved decides nothing any more. */
export const readinessOf = ({ decision }: Pick<ReportInput, 'decision'>): string =>
  !decision ? 'NOT DECIDED' : decision.changedSince ? 'TO BE DECIDED AGAIN' : READINESS[decision.outcome]

/** What was tested; what came closest to its limit; what follows. */
export function summarySentences(input: ReportInput): [string, string, string] {
  return [testedSentence(input), tightestSentence(input), outcomeSentence(input)]
}

function testedSentence({ cycle, matrix, runs }: ReportInput): string {
  const ran = matrix.filter(({ run }) => run)
  const what = cycle.versionUnderTest || cycle.plan.name
  if (ran.length === 0) return `Nothing was run yet for ${what}.`
  const requests = runs.reduce((sum, { summary }) => sum + summary.totals.sent, 0)
  const top = ran.reduce((best, row) => ((row.peakRatePerSecond ?? 0) > (best.peakRatePerSecond ?? 0) ? row : best))
  const scenarios =
    ran.length < matrix.length
      ? `${ran.length} of ${matrix.length} scenarios`
      : ran.length === 1
        ? 'its one scenario'
        : `all ${ran.length} scenarios`
  const highest = top.peakRatePerSecond
    ? `, up to ${say(showRate(top.peakRatePerSecond))} in ${top.scenario.name || top.scenario.key}`
    : ''
  return `${what} went through ${scenarios} with ${showCount(requests)[0]} requests${highest}.`
}

function tightestSentence({ runs, matrix, coverage }: ReportInput): string {
  const invalid = matrix.filter((row) => toneOf(row) === 'invalid').map(({ scenario }) => scenario.name || scenario.key)
  if (invalid.length > 0) return `The instrument cannot be believed in ${listed(invalid)}: nothing can be said from it.`
  const judged = runs.flatMap((run) =>
    (run.verdict?.objectives ?? [])
      .filter(({ priority, headroom, actual }) => priority !== 'low' && headroom !== null && actual !== null)
      .map((one) => ({ one, run })),
  )
  const beyond = runs.flatMap((run) =>
    (run.verdict?.objectives ?? [])
      .filter((one) => one.verdict === 'fail' && one.actual === null)
      .map((one) => ({ one, run })),
  )[0]
  if (beyond) {
    const { one, run } = beyond
    return `The limit is broken by ${nameOfObjective(one, run)} in ${run.head.scenario.name || run.head.scenario.key}: beyond every measured value.`
  }
  const [first] = judged.sort((a, b) => (a.one.headroom ?? 0) - (b.one.headroom ?? 0))
  if (!first) return 'No objective could be judged.'
  const { one, run } = first
  const name = `${nameOfObjective(one, run)} in ${run.head.scenario.name || run.head.scenario.key}`
  const numbers = `${say(showIn(one.unit, one.actual))}, where ${say(showIn(one.unit, one.target))} is the target and ${say(showIn(one.unit, one.limit))} the limit`
  const waived = coverage.rows.find(({ key }) => key === one.key)?.waivedUntil
  if (one.verdict === 'fail')
    return `The limit is broken by ${name}: ${numbers}${waived ? `; it is waived until ${sayDay(waived)}` : ''}.`
  if (one.verdict === 'warn')
    return isUnsure(one)
      ? `It is not certain that ${name} meets its target: ${numbers}.`
      : `The target is missed by ${name}: ${numbers}.`
  return `Closest to its limit is ${name}: ${numbers} (${headroomWords(one.headroom)}).`
}

function outcomeSentence({ decision, proposal }: ReportInput): string {
  if (!decision) {
    const because = proposal.reasons[0]?.text
    return `The rules propose ${OUTCOME_WORDS[proposal.outcome].toLowerCase()}${because ? `: ${because}` : '.'}`
  }
  if (decision.changedSince)
    return `${OUTCOME_WORDS[decision.outcome]} was decided on ${sayDay(decision.at)}; what it stands on has changed since, so it is to be decided again.`
  if (decision.outcome === 'conditional') {
    const asked = decision.conditions.map(({ text, dueOn }) => `${text.replace(/\.$/, '')} by ${sayDay(dueOn)}`)
    return asked.length > 0
      ? `The release goes ahead on conditions: ${asked.join('; ')}.`
      : `The release goes ahead on conditions. ${decision.justification}`
  }
  return decision.outcome === 'go'
    ? `The release goes ahead: ${decision.justification}`
    : `The release does not go ahead: ${decision.justification}`
}

/** `a`, `a and b`, `a, b and c` */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
