import { replaceEqualDeep } from '@tanstack/react-query'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { type DraftPath, indexIn, isObject, isSafePath } from '#lib/plans/draft-path.ts'
import { applyOperations, type DraftOperation } from '#lib/plans/merge.ts'

interface LaidOver {
  draft: PlanDraft
  refused: { operation: DraftOperation; message: string }[]
}

/** Edits over a draft. What did not change since `previous` stays the same object, so that React need not look at it again. */
export function layOver(
  server: PlanDraft,
  operations: readonly DraftOperation[],
  previous: PlanDraft = server,
): LaidOver {
  const quick = withFields(server, operations)
  if (quick) return { draft: replaceEqualDeep(previous, quick) as PlanDraft, refused: [] }
  const whole = applyOperations(server, operations)
  if (whole.ok) return { draft: replaceEqualDeep(previous, whole.draft) as PlanDraft, refused: [] }
  const refused: LaidOver['refused'] = []
  let draft = server
  for (const operation of operations) {
    const applied = applyOperations(draft, [operation])
    if (applied.ok) draft = applied.draft
    else refused.push({ operation, message: `${applied.problem.path}: ${applied.problem.message}` })
  }
  return { draft: replaceEqualDeep(previous, draft) as PlanDraft, refused }
}

/** Typing only sets texts of what is there. That copies the way to each field, not the whole plan; null when there is more to do. */
function withFields(draft: PlanDraft, operations: readonly DraftOperation[]): PlanDraft | null {
  let result: unknown = draft
  for (const { op, path, ...edit } of operations) {
    const value = 'value' in edit ? edit.value : undefined
    if (op !== 'set' || typeof value !== 'string' || !isSafePath(path)) return null
    result = withField(result, path, value)
    if (result === null) return null
  }
  return result as PlanDraft
}

function withField(holder: unknown, [segment = '', ...rest]: DraftPath, value: string): unknown {
  if (Array.isArray(holder)) {
    const at = indexIn(holder, segment)
    const item = at < 0 ? null : rest.length === 0 ? value : withField(holder[at], rest, value)
    return item === null ? null : holder.with(at, item)
  }
  if (!isObject(holder)) return null
  const field = rest.length === 0 ? value : withField(holder[segment], rest, value)
  return field === null ? null : { ...holder, [segment]: field }
}
