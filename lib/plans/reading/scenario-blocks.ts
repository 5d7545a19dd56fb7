// One scenario: why, under which load, with what mix, and what it is judged by.

import type { LoadDraft, ScenarioDraft } from '../document/plan.ts'
import type { CriterionDraft } from '../document/scenario.ts'
import { type Block, fields, list, named, paragraph, part, table, wordsOf } from './block.ts'

export function scenarioBlocks(scenario: ScenarioDraft, index: number): Block[] {
  const { volume, expect } = scenario
  return part(
    3,
    `Scenario ${index + 1}: ${scenario.name || scenario.key}`,
    fields([
      ['Type', scenario.type],
      ['Environment', scenario.environment],
      ['Workers', scenario.workers],
      ['Places', (scenario.locations ?? []).map(placeOf)],
      ['Levels', scenario.levels],
      ['Longest wait for a level', scenario.levelWait],
    ]),
    part(4, 'Objective', paragraph(scenario.objective)),
    part(4, 'Steps', list(scenario.steps)),
    part(4, 'Load', load(scenario.load)),
    part(
      4,
      'Mix',
      table(scenario.mix, [
        ['Operation or flow', ({ operation, flow }) => (flow ? `flow ${flow}` : operation)],
        ['Weight', ({ weight }) => weight],
      ]),
    ),
    part(
      4,
      'Volume',
      fields([
        ['Transactions', volume?.transactions],
        ['Growth', volume?.growth],
        ['Storage', volume?.storage],
        ['Afterwards', volume?.cleanup],
      ]),
    ),
    part(
      4,
      'Expected totals',
      fields([
        ['Requests', expect?.requests],
        ['Rate', expect?.rate],
        ['Duration', expect?.duration],
        ['Users', expect?.users],
        ['Shares', Object.entries(expect?.shares ?? {}).map(([key, share]) => `${key} ${share}`)],
      ]),
    ),
    part(4, 'Phases', ...(scenario.phases ?? []).map(phase)),
    part(4, 'Collected', list(scenario.collect)),
    part(
      4,
      'Success criteria',
      list([...(scenario.criteria ?? []).map(criterionSentence), ...(scenario.evidence ?? [])], true),
    ),
    part(4, 'Expected results', list(scenario.expected)),
    part(4, 'Stops when', list(scenario.stopWhen)),
    part(
      4,
      'Failures that are expected',
      list(
        (scenario.expectFailures ?? []).map(
          ({ operation, status }) => `${operation ?? 'all'}: ${(status ?? []).join(', ')}`,
        ),
      ),
    ),
  )
}

const placeOf = (place: NonNullable<ScenarioDraft['locations']>[number]): string =>
  typeof place === 'string' ? place : [place.label, place.share].filter(Boolean).join(' ')

function phase({
  key,
  name,
  for: duration,
  objectives,
  success,
  evidence,
  gate,
}: NonNullable<ScenarioDraft['phases']>[number]): Block[] {
  return [
    ...fields([
      [name || key, [duration, gate ? 'a gate' : undefined].filter((word) => word !== undefined)],
      ['Objectives', objectives?.join('; ')],
    ]),
    ...list([...(success ?? []), ...(evidence ?? [])], true),
  ]
}

/** What was typed, with the lists of stages and multipliers as tables. */
function load(draft: LoadDraft | undefined): Block[] {
  if (!draft) return []
  const { stages, multipliers, spikes, search, continue: on, ...plain } = draft
  return [
    ...fields(Object.entries(plain).map(([name, value]) => [wordsOf(name), value] as const)),
    ...table(stages, [
      ['Stage', ({ key }) => key],
      ['For', ({ for: duration }) => duration],
      ['Rate', ({ rate }) => rate],
      ['Users', ({ users }) => users],
      ['From', ({ from }) => from],
      ['To', ({ to }) => to],
    ]),
    ...table(multipliers, [
      ['Step', ({ key }, index) => key ?? `m${index + 1}`],
      ['For', ({ for: duration }) => duration],
      ['Times', ({ factor }) => factor],
    ]),
    ...named('Goes on', fields(Object.entries(on ?? {}).map(([name, value]) => [wordsOf(name), value] as const))),
    ...named('Search', fields(Object.entries(search ?? {}).map(([name, value]) => [wordsOf(name), value] as const))),
    ...named('Spikes', fields(Object.entries(spikes ?? {}).map(([name, value]) => [wordsOf(name), value] as const))),
  ]
}

/** `p95 < 200ms (limit 300ms, high)` */
export function criterionSentence(one: CriterionDraft): string {
  if (typeof one === 'string') return one
  if (one.any) return one.any.map(criterionSentence).join(' or ')
  const aside = [one.limit && `limit ${one.limit}`, one.priority].filter(Boolean).join(', ')
  return aside ? `${one.judge ?? ''} (${aside})` : (one.judge ?? '')
}
