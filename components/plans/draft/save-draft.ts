// The draft store's way to the server, and what it makes of the answers.

import { api, apiProblem } from '#lib/api/client.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'
import type { SaveAnswer } from './draft-store.ts'
import type { FieldConflict } from './edit-queue.ts'

const FINAL = new Set(['unauthenticated', 'forbidden', 'not_found'])

export async function saveDraft(
  id: string,
  baseVersion: number,
  operations: readonly DraftOperation[],
): Promise<SaveAnswer> {
  try {
    return { kind: 'saved', ...(await api.plans.edit({ id, baseVersion, operations: [...operations] })) }
  } catch (thrown) {
    const { code, message, details, status } = apiProblem(thrown)
    if (code === 'conflict' && Array.isArray(details?.fields)) return conflictAnswer(id, details.fields)
    if (code === 'unavailable' || code === 'rate_limited' || status >= 500) return { kind: 'unreachable' }
    if (code === 'unauthenticated') return { kind: 'refused', isFinal: true, message: 'You are signed out' }
    return { kind: 'refused', isFinal: FINAL.has(code), message }
  }
}

/** Asks for the draft as it is now, so that both values can be shown where they stand. */
async function conflictAnswer(id: string, fields: unknown[]): Promise<SaveAnswer> {
  try {
    const { version, draft } = await api.plans.get({ id })
    return { kind: 'conflict', now: { version, draft }, fields: fields.map(readConflict) }
  } catch {
    return { kind: 'unreachable' }
  }
}

function readConflict(field: unknown): FieldConflict {
  const { path, segments, yours, theirs } = field as {
    path: string
    segments?: string[]
    yours?: unknown
    theirs?: unknown
  }
  return { path: segments ?? path.split('.'), yours: yours ?? undefined, theirs: theirs ?? undefined }
}
