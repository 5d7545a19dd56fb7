// What a scenario was to do, as its plan has it: load, mix of operations, stop rules, success criteria.

import type { PlanDraft, ScenarioDraft } from '#lib/plans/document/plan.ts'
import { wordsOf } from '#lib/plans/reading/block.ts'
import { criterionSentence } from '#lib/plans/reading/scenario-blocks.ts'
import type { ObjectiveView } from '#lib/runs/schema.ts'
import type { ReportInput, ReportRun } from '../report-input.ts'
import { type Cell, heading, type ReportBlock, type Tick, table, words } from '../report-model.ts'
import { actualCell, statusOf } from './objective-cells.ts'
import { or } from './requirements.ts'

type Pair = readonly [name: string, cell: Cell | null]

/** Load, expected totals and volume, each in one line. */
export function loadFields(draft: ScenarioDraft | undefined): Pair[] {
  const { stages: _, multipliers: __, spikes, search, continue: on, ...plain } = draft?.load ?? {}
  return [
    ['Load as written', line(plain)],
    ['Spikes', line(spikes)],
    ['Load goes on', line(on)],
    ['Search for the limit', line(search)],
    ['Expected totals', line(draft?.expect)],
    ['Data volume', line(draft?.volume)],
    ['Instances, one level each', draft?.levels?.length ? words(draft.levels.join(', ')) : null],
    ['Steps before', draft?.steps?.length ? words(draft.steps.join('; ')) : null],
    ['Stops when', draft?.stopWhen?.length ? words(draft.stopWhen.join(' or ')) : null],
    ['Expected results', draft?.expected?.length ? words(draft.expected.join('; ')) : null],
  ]
}

/** `users 20, ramp up 5s, hold 50s` */
function line(part: object | undefined): Cell | null {
  const said = Object.entries(part ?? {}).flatMap(([name, value]) => {
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).map(([key, one]) => `${key} ${String(one)}`)
    return value === undefined || value === false || value === '' ? [] : [`${wordsOf(name)} ${String(value)}`]
  })
  return said.length > 0 ? words(said.join(', ')) : null
}

export function loadTables({ key, load, mix }: ScenarioDraft, draft: PlanDraft): ReportBlock[] {
  const steps = [
    ...(load?.stages ?? []).map((one): Cell[] => [or(one.key), or(one.for), or(span(one, one.users)), or(rate(one))]),
    ...(load?.multipliers ?? []).map((one, index): Cell[] => [
      words(one.key ?? `m${index + 1}`),
      or(one.for),
      or(load?.users && `${one.factor ?? '1'} × ${load.users}`),
      or(load?.rate && `${one.factor ?? '1'} × ${load.rate}`),
    ]),
  ]
  const weights = (mix ?? []).map(({ weight }) => Number(weight ?? '1'))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return [
    ...(steps.length > 0
      ? [table(`load-${key}`, 'Load progression', ['Phase', '>Duration', '>Users', '>Rate'], steps, { empty: '' })]
      : []),
    table(
      `mix-${key}`,
      'Operations mix',
      ['Operation', '>Percentage', 'Payload size'],
      (mix ?? []).map(({ operation, flow }, index) => [
        words(nameIn(draft, operation, flow)),
        words(total > 0 ? `${Math.round(((weights[index] ?? 0) / total) * 1000) / 10}\u00a0%` : '–'),
        or(payloadIn(draft, operation)),
      ]),
      { empty: 'The plan mixes nothing.' },
    ),
  ]
}

type Stage = NonNullable<NonNullable<ScenarioDraft['load']>['stages']>[number]

/** A ramp has ends, of users or of a rate. */
const isRate = ({ from, to, rate: held }: Stage): boolean => held !== undefined || /\//.test(`${from ?? ''}${to ?? ''}`)
const span = (one: Stage, held: string | undefined): string | undefined =>
  held ?? (one.from !== undefined && !isRate(one) ? `${one.from} to ${one.to ?? ''}` : undefined)
const rate = (one: Stage): string | undefined =>
  one.rate ?? (one.from !== undefined && isRate(one) ? `${one.from} to ${one.to ?? ''}` : undefined)

function nameIn(draft: PlanDraft, operation: string | undefined, flow: string | undefined): string {
  if (flow) return `Flow: ${draft.flows?.find(({ key }) => key === flow)?.name || flow}`
  return draft.operations?.find(({ key }) => key === operation)?.name || operation || '–'
}

const payloadIn = ({ operations, testData }: PlanDraft, operation: string | undefined): string | undefined => {
  const payload = operations?.find(({ key }) => key === operation)?.payload
  const size = testData?.payloads?.find(({ key }) => key === payload)?.size
  return payload && [payload, size].filter(Boolean).join(', ')
}

/** Criteria as they were judged, then what a person confirms; before a run as the plan has them. */
export function successCriteria(
  { checklists }: ReportInput,
  { key, criteria = [] }: ScenarioDraft,
  run: ReportRun | undefined,
): ReportBlock[] {
  const judged = run?.verdict?.objectives.filter(({ source }) => source === 'criterion')
  const items: Tick[] = [
    ...(run && judged
      ? judged.map((one) => judgedTick(one, run))
      : criteria.map((one) => tick(criterionSentence(one), 'open', 'not judged yet'))),
    ...checklists.success
      .filter(({ scenario }) => scenario === key)
      .map(({ text, isOpen, mark }) =>
        tick(
          text,
          isOpen ? 'open' : (mark?.state ?? 'done'),
          mark ? `confirmed by ${mark.by}` : 'for a person to confirm',
        ),
      ),
  ]
  if (items.length === 0) return []
  return [heading(4, 'Success criteria', `success-${key}`), { kind: 'ticks', key: `success-${key}`, items, empty: '' }]
}

const tick = (text: string, state: Tick['state'], note: string): Tick => ({
  ...{ text, state, note, by: null, at: null, file: null },
})

function judgedTick(one: ObjectiveView, run: ReportRun): Tick {
  const isMet = one.verdict === 'pass'
  const said = one.actual === null ? one.reason : actualCell(one, run).text
  return tick(one.judge, isMet ? 'done' : 'open', `${statusOf(one).text.toLowerCase()}: ${said}`)
}
