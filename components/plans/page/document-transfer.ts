// The whole document as YAML, to and from the server: a file, so no JSON call.

import { api } from '#lib/api/client.ts'
import type { ServerDraft } from '../draft/draft-store.ts'

export interface DocumentProblem {
  line: number | null
  column: number | null
  message: string
  example: string | null
}

export type Uploaded =
  | { ok: true; server: ServerDraft & { savedAt: string } }
  | { ok: false; message: string; problems: DocumentProblem[] }

const away = 'Headroom does not answer. Check the connection and try again; nothing was changed.'

export const documentUrl = (planId: string): string => `/api/v1/plans/${planId}/document?format=yaml`

/** Throws when it cannot be read. */
export async function readDocument(planId: string): Promise<string> {
  const answer = await fetch(documentUrl(planId), { cache: 'no-store' }).catch(() => null)
  if (!answer?.ok) throw new Error(away)
  return answer.text()
}

/** Puts a document in place of version `version`, and reads back what is there now. */
export async function uploadDocument(planId: string, version: number, yaml: string): Promise<Uploaded> {
  const answer = await fetch(documentUrl(planId), {
    method: 'PUT',
    headers: { 'content-type': 'application/yaml', 'if-match': `"${version}"` },
    body: yaml,
  }).catch(() => null)
  if (!answer) return { ok: false, message: away, problems: [] }
  const body = (await answer.json().catch(() => ({}))) as { message?: string; savedAt?: string; details?: unknown }
  if (!answer.ok) return { ok: false, message: body.message ?? away, problems: problemsOf(body.details) }
  const plan = await api.plans.get({ id: planId })
  return { ok: true, server: { version: plan.version, draft: plan.draft, savedAt: body.savedAt ?? plan.updatedAt } }
}

/** Problems by line, as the server names them in `details`. */
export function problemsOf(details: unknown): DocumentProblem[] {
  const { problems } = (details ?? {}) as { problems?: Partial<DocumentProblem>[] }
  return (problems ?? []).map(({ line, column, message, example }) => ({
    line: line ?? null,
    column: column ?? null,
    message: message ?? '',
    example: example ?? null,
  }))
}
