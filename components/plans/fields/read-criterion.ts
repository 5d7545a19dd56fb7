// How a criterion reads in its plan: in plain words, or where it breaks and what was probably meant.

import type { Criterion } from '#lib/plans/criterion.ts'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import { explainCriterion } from '#lib/plans/criterion-text.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { nearestWord } from '#lib/plans/nearest.ts'
import { suggest } from './suggest.ts'
import type { LineReading } from './text-lines.tsx'

export interface KnownKeys {
  operations: readonly string[]
  flows: readonly string[]
  payloads: readonly string[]
}

export function knownKeys(draft: PlanDraft): KnownKeys {
  const keys = (list: readonly { key: string }[] | undefined): string[] => (list ?? []).map(({ key }) => key)
  // The time of a polled job is judged beside that of its request.
  const jobs = (draft.operations ?? []).filter(({ poll }) => poll).map(({ key }) => `${key}.job`)
  return {
    operations: keys(draft.operations),
    flows: [...keys(draft.flows), ...jobs],
    payloads: keys(draft.testData?.payloads),
  }
}

export function readCriterionLine(text: string, known: KnownKeys): LineReading {
  if (text.trim() === '') return { ok: false, message: 'Empty: write a criterion, or remove the line.' }
  const read = parseCriterion(text)
  if (!read.ok) return { ok: false, message: `${read.problem.message}.`, suggestions: suggest(text, read.problem) }
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
    message: `At character ${position + 1}: there is no ${selector.kind} ${selector.key}.${hint}`,
    suggestions: offered.flatMap((word) => suggest(text, { position, nearest: word })),
  }
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
