// A field that others rely on and that says nothing: a date that is none, a budget nobody wrote, a row with neither current value nor
// target.

import { parseCount } from '#lib/core/units.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { type LintRule, warning } from './rule.ts'
import { demandsOf } from './written-text.ts'

const NAME = 'unresolved-field'

export const unresolvedField: LintRule = {
  name: NAME,
  check(draft) {
    return [
      ...date('testDate', draft.testDate, '2026-11-21'),
      ...date('nextReview', draft.nextReview, '2027-02-01'),
      ...budget(draft),
      ...emptyRows(draft),
    ]
  },
}

function date(place: string, text: string | undefined, example: string): Finding[] {
  const written = text?.trim() ?? ''
  if (written === '' || isDate(written)) return []
  return [
    {
      rule: NAME,
      severity: 'warning',
      message: `"${written}" is not a date`,
      places: [place],
      fix: `Write it like ${example}`,
    },
  ]
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const read = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text)
}

/** `250 EUR`, `$1,000 a month` */
function hasAmount(text: string | undefined): boolean {
  return parseCount(/\d[\d.,]*/.exec(text ?? '')?.[0] ?? '').ok
}

function budget(draft: PlanDraft): Finding[] {
  if (hasAmount(draft.cost?.budget)) return []
  const asked = demandsOf(draft).find(({ text }) => /\b(within|under|below|keeps?)\b.*\bbudget\b/i.test(text))
  if (!asked) return []
  return [
    warning(NAME, [asked.place, 'cost.budget'], {
      message: `"${asked.text}", but the plan has no budget`,
      fix: 'Write the amount, for example cost: { budget: 500 EUR a month }',
    }),
  ]
}

function emptyRows(draft: PlanDraft): Finding[] {
  return (draft.metrics ?? [])
    .filter(({ current, target }) => !current?.trim() && !target?.trim())
    .map(({ key, label }) =>
      warning(NAME, [`metrics.${key}.current`, `metrics.${key}.target`], {
        message: `${label || key} has neither a current value nor a target`,
        fix: 'Write a target, for example 1%, or remove the row',
      }),
    )
}
