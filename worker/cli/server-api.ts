// The HTTP API of a Headroom, as commands that work on a server call it.

import { AppError, type ErrorCode, httpStatusByCode, messageOf } from '#lib/core/errors.ts'

export interface ServerApi {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: object): Promise<T>
}

const LONGEST_MS = 60_000

/** Throws `AppError` with what the server said; `unavailable` when it cannot be reached. */
export function connect(server: string | undefined, token: string | undefined): ServerApi {
  const base = URL.parse(server ?? '')
  if (!base || !/^https?:$/.test(base.protocol))
    throw new AppError('invalid_input', 'Name the server, e.g. --server http://127.0.0.1:3000')
  if (!token) throw new AppError('invalid_input', 'Give an API token, e.g. --token hr_… (Settings, Tokens)')
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await send(new URL(`/api/v1${path}`, base), {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(LONGEST_MS),
    })
    if (!answer.ok) throw await problemOf(answer)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }
  return { get: (path) => call('GET', path), post: (path, body) => call('POST', path, body ?? {}) }
}

async function send(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    const why = messageOf(error instanceof Error && error.cause ? error.cause : error)
    throw new AppError('unavailable', `${url.origin} cannot be reached: ${why}`, { cause: error })
  }
}

async function problemOf(answer: Response): Promise<AppError> {
  const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string; details?: object }
  const code = said.code && said.code in httpStatusByCode ? (said.code as ErrorCode) : 'unavailable'
  const details = { ...said.details }
  return new AppError(code, said.message ?? `The server answered ${answer.status}.`, { details })
}

/** A plan by its id, or by its name in one of the projects the token may enter. Throws `not_found`, naming what there is. */
export async function findPlan(api: ServerApi, wanted: string): Promise<string> {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(wanted)) return wanted
  const plans: { id: string; name: string }[] = []
  for (const project of await listAll<{ id: string }>(api, '/projects')) {
    plans.push(...(await listAll<{ id: string; name: string }>(api, `/projects/${project.id}/plans`)))
  }
  const found = plans.filter(({ name }) => name === wanted)
  if (found.length === 1 && found[0]) return found[0].id
  const names = plans.map(({ name }) => `"${name}"`).join(', ') || 'none'
  const why =
    found.length > 1
      ? `${found.length} plans have the name "${wanted}": give the id`
      : `There is no plan "${wanted}". There are: ${names}`
  throw new AppError('not_found', `${why}.`)
}

async function listAll<T>(api: ServerApi, path: string): Promise<T[]> {
  const items: T[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: { items: T[]; nextCursor?: string } = await api.get(
      `${path}?limit=200${cursor ? `&cursor=${cursor}` : ''}`,
    )
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}
