// From what somebody sent to a draft that may be stored, or to an error that names the place and shows what is right.

import { AppError } from '#lib/core/errors.ts'
import { refuseOddText } from '#lib/core/odd-text.ts'
import { type PlanDraft, planDraftSchema } from './document/plan.ts'
import { parsePlanYaml } from './yaml.ts'

/** Throws `invalid_input` whose details carry `problems: [{ path, line, column, message, example? }]`. */
export function draftFromYaml(text: string): PlanDraft {
  const parsed = parsePlanYaml(text)
  if (parsed.ok) {
    refuseOddText(parsed.draft)
    return parsed.draft
  }
  const [first] = parsed.problems
  const where = first ? `line ${first.line}, column ${first.column}: ${first.message}` : 'it cannot be read'
  const example = first?.example ? ` Example:\n${first.example}` : ''
  const more = parsed.problems.length > 1 ? ` (and ${parsed.problems.length - 1} more, see details)` : ''
  throw new AppError('invalid_input', `The plan document is not right at ${where}${more}${example}`, {
    details: { problems: parsed.problems },
  })
}

/** Throws `invalid_input` naming every field. */
export function draftFromJson(value: unknown): PlanDraft {
  refuseOddText(value)
  const parsed = planDraftSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
  const sentences = fields.map(({ path, message }) => (path ? `${path}: ${message}` : message))
  throw new AppError('invalid_input', sentences.join('. '), { details: { fields } })
}
