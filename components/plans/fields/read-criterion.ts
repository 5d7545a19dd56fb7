// How a criterion reads in its plan: in plain words, or where it breaks and what was probably meant.

import type { Criterion } from '#lib/plans/criterion.ts'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import { explainCriterion } from '#lib/plans/criterion-text.ts'
import type { PlanDraft, ScenarioDraft } from '#lib/plans/document/plan.ts'
import { nearestWord } from '#lib/plans/nearest.ts'
import type { LineReading } from './line-state.tsx'
import { asSentence, suggest } from './suggest.ts'

export interface KnownKeys {
  operations: readonly string[]
  flows: readonly string[]
  payloads: readonly string[]
  /** Keys of what monitors read. */
  monitored: readonly string[]
  /** Keys of metrics of operations. */
  custom: readonly string[]
  alerts: readonly string[]
  /** Stages and phases that are written, of one scenario or of all. */
  windows: readonly string[]
}

export function knownKeys(draft: PlanDraft, scenario?: string): KnownKeys {
  const keys = (list: readonly { key: string }[] | undefined): string[] => (list ?? []).map(({ key }) => key)
  // The time of a polled job is judged beside that of its request.
  const jobs = (draft.operations ?? []).filter(({ poll }) => poll).map(({ key }) => `${key}.job`)
  return {
    operations: keys(draft.operations),
    flows: [...keys(draft.flows), ...jobs],
    payloads: keys(draft.testData?.payloads),
    monitored: (draft.monitors ?? []).flatMap(({ metrics }) => keys(metrics)),
    custom: (draft.operations ?? []).flatMap(({ metrics }) => keys(metrics)),
    alerts: keys(draft.alerts),
    windows: [
      ...new Set((draft.scenarios ?? []).flatMap((one) => (scenario && one.key !== scenario ? [] : windowsOf(one)))),
    ],
  }
}

/** As they are written; continued steps and repeated levels get their names when the load is laid out. */
function windowsOf({ load, phases }: ScenarioDraft): string[] {
  const spikes = load?.spikes ? ['spike-1', 'after-spike-1'] : []
  const multiplied = (load?.multipliers ?? []).map(({ key }, index) => key ?? `m${index + 1}`)
  return [...[...(load?.stages ?? []), ...(phases ?? [])].map(({ key }) => key), ...multiplied, ...spikes]
}

export function readCriterionLine(text: string, known: KnownKeys): LineReading {
  if (text.trim() === '') return { ok: false, message: 'Empty: write a criterion, or remove the line.' }
  const read = parseCriterion(text)
  if (!read.ok) {
    const { message, position } = read.problem
    return { ok: false, message: asSentence(message), position, suggestions: suggest(text, read.problem) }
  }
  return unknownSelector(text, read.criterion, known) ?? { ok: true, says: sentence(explainCriterion(read.criterion)) }
}

function unknownSelector(text: string, { selector }: Criterion, known: KnownKeys): LineReading | null {
  if (!selector || selector.kind === 'status') return null
  const candidates = selector.kind === 'payload' ? known.payloads : [...known.operations, ...known.flows]
  if (candidates.includes(selector.key)) return null
  const position = text.indexOf(selector.key, text.indexOf('('))
  const nearest = nearestWord(selector.key, candidates)
  const offered = nearest ? [nearest] : candidates.slice(0, 3)
  const hint = nearest ? ' Closest:' : candidates.length > 0 ? ' There is:' : ' Add one first.'
  return {
    ok: false,
    position,
    message: `At character ${position + 1}: there is no ${selector.kind} ${selector.key}.${hint}`,
    suggestions: offered.flatMap((word) => suggest(text, { position, nearest: word })),
  }
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
