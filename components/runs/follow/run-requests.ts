// The calls of the run pages that are not part of the stream.

import type { LivePoint, RunDetail, RunEvent, RunHead, RunView, Summary } from '#lib/runs/schema.ts'
import { mergePoints } from './apply-tick.ts'

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

interface Items<T> {
  items: T[]
  nextCursor?: string
}

/** The run read by plain calls, for as long as no event gets through. Generators and estimates stay as they were. */
export async function fetchRunView(before: RunView): Promise<RunView> {
  const path = `/runs/${before.run.id}`
  const [detail, series, summary, events] = await Promise.all([
    call<RunDetail>(path),
    call<{ points: LivePoint[] }>(`${path}/series?points=1000`),
    call<Summary>(`${path}/summary`),
    call<Items<RunEvent>>(`${path}/events`),
  ])
  return {
    ...before,
    ...judged(before, detail),
    points: mergePoints(before.points, series.points),
    summary,
    events: events.items,
  }
}

function judged(before: RunView, detail: RunDetail): Pick<RunView, 'run' | 'judgement'> {
  const { phase: _phase, totals: _totals, objectives, sentence, validity, ...head } = detail
  const run: RunHead = { ...head, validity: validity?.status ?? null }
  if (sentence === null || validity === null || detail.verdict === null) return { run, judgement: before.judgement }
  return { run, judgement: { final: true, verdict: { verdict: detail.verdict, validity, objectives, sentence } } }
}

export const fetchProjectRuns = (projectId: string, cursor: string | null): Promise<Items<RunHead>> =>
  call(`/projects/${projectId}/runs?limit=50${cursor ? `&cursor=${cursor}` : ''}`)

/** `from` and `to` in milliseconds since the start of the run. */
export const fetchSummary = (runId: string, from: number, to: number): Promise<Summary> =>
  call(`/runs/${runId}/summary?from=${Math.round(from)}&to=${Math.round(to)}`)

export const stopRun = (runId: string): Promise<unknown> => call(`/runs/${runId}/stop`, post({}))

export const addNote = (runId: string, text: string): Promise<unknown> => call(`/runs/${runId}/notes`, post({ text }))
