// The HTTP API of a Headroom, as commands that work on a server call it.

import { getEnv } from '#lib/core/env.ts'
import { AppError, type ErrorCode, httpStatusByCode, messageOf } from '#lib/core/errors.ts'

export interface ServerApi {
  /** Where a path of the server is looked at. */
  pageAt(path: string): string
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: object): Promise<T>
  /** A file as it is, with the version it has. */
  read(path: string): Promise<{ text: string; etag: string }>
  /** Writes YAML in the place of the version `etag`. Throws `conflict` when that is not there any more. */
  replace<T>(path: string, yaml: string, etag: string): Promise<T>
  upload(path: string, csv: Uint8Array<ArrayBuffer>): Promise<void>
}

/** What a server command is told on the command line, or else by the environment. */
export const SERVER_OPTIONS = { server: { type: 'string' }, token: { type: 'string' } } as const

export const SERVER_USAGE = `  --server URL          default: HEADROOM_URL
  --token hr_…          default: HEADROOM_TOKEN, which no list of processes shows`

const LONGEST_MS = 60_000

/** Throws `AppError` with what the server said; `unavailable` when it cannot be reached. */
export function connect(given: { server?: string | undefined; token?: string | undefined }): ServerApi {
  const { HEADROOM_URL, HEADROOM_TOKEN } = getEnv()
  const [server = HEADROOM_URL, token = HEADROOM_TOKEN] = [given.server, given.token]
  const base = URL.parse(server ?? '')
  if (!base || !/^https?:$/.test(base.protocol))
    throw new AppError('invalid_input', 'Name the server, e.g. --server http://127.0.0.1:3000, or set HEADROOM_URL')
  if (!token)
    throw new AppError(
      'invalid_input',
      'Give an API token, e.g. --token hr_… (Settings, Your tokens), or set HEADROOM_TOKEN',
    )
  const call = async (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ) => {
    const answer = await send(new URL(`/api/v1${path}`, base), {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(LONGEST_MS),
    })
    if (answer.status >= 400) throw problemOf(answer)
    return answer
  }
  return {
    pageAt: (path) => new URL(path, base).href,
    get: async (path) => jsonOf(await call('GET', path)),
    post: async (path, body = {}) =>
      jsonOf(await call('POST', path, JSON.stringify(body), { 'content-type': JSON_TYPE })),
    read: (path) => call('GET', path),
    replace: async (path, yaml, etag) =>
      jsonOf(await call('PUT', path, yaml, { 'content-type': 'application/yaml', 'if-match': etag })),
    upload: async (path, csv) => void (await call('POST', path, csv, { 'content-type': 'text/csv' })),
  }
}

const JSON_TYPE = 'application/json'

interface Answer {
  status: number
  text: string
  etag: string
}

async function send(url: URL, init: RequestInit): Promise<Answer> {
  try {
    const answer = await fetch(url, init)
    return { status: answer.status, text: await answer.text(), etag: answer.headers.get('etag') ?? '' }
  } catch (error) {
    const why = messageOf(error instanceof Error && error.cause ? error.cause : error)
    throw new AppError('unavailable', `${url.origin} cannot be reached: ${why}`, { cause: error })
  }
}

const jsonOf = <T>({ text }: Answer): T => (text === '' ? undefined : JSON.parse(text)) as T

function problemOf({ status, text }: Answer): AppError {
  const said = readProblem(text)
  const code = said.code && said.code in httpStatusByCode ? (said.code as ErrorCode) : 'unavailable'
  return new AppError(code, said.message ?? `The server answered ${status}.`, { details: { ...said.details } })
}

/** Of a proxy before the server it may be anything. */
function readProblem(text: string): { code?: string; message?: string; details?: object } {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
