// The calls of the run pages that are not part of the stream.

import type { RunView, Summary } from '#lib/runs/schema.ts'

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, init)
  const body: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw new Error(messageOf(body) ?? `The server answered ${answer.status}. Try again in a moment.`)
  return body as T
}

function messageOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('message' in body)) return null
  return typeof body.message === 'string' ? body.message : null
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

export const fetchRunView = (runId: string): Promise<RunView> => call(`/runs/${runId}/view`)

/** `from` and `to` in milliseconds since the start of the run. */
export const fetchSummary = (runId: string, from: number, to: number): Promise<Summary> =>
  call(`/runs/${runId}/summary?from=${Math.round(from)}&to=${Math.round(to)}`)

export const stopRun = (runId: string): Promise<unknown> => call(`/runs/${runId}/stop`, post({}))

export const addNote = (runId: string, text: string): Promise<unknown> => call(`/runs/${runId}/notes`, post({ text }))
