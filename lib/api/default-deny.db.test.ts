import { beforeAll, describe, expect, it } from 'vitest'
import type { CallContext } from '#lib/access/procedure.ts'
import { makeMember } from '#lib/access/testing.ts'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { addEndedRun, makeTeam } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { handleApiRequest } from './handler.ts'
import { plainRoutes } from './plain-routes.ts'

const database = useTestDatabase()
const ORIGIN = 'http://127.0.0.1:3000/api/v1'
/** Before there is an account, and what anybody may ask. */
const OPEN = ['GET /setup', 'POST /setup']

interface Call {
  method: string
  path: string
  /** Query parameters it cannot do without. */
  query: string[]
}

let calls: Call[] = []

interface Described {
  parameters?: { name: string; in: string; required?: boolean }[]
}

beforeAll(async () => {
  const answer = await handleApiRequest(new Request(`${ORIGIN}/openapi.json`))
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Described>> }
  calls = Object.entries(paths)
    .filter(([path]) => !(path in plainRoutes))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [] }]) => ({
        method: method.toUpperCase(),
        path,
        query: parameters.flatMap((one) => (one.in === 'query' && one.required ? [one.name] : [])),
      })),
    )
})

async function statusOf({ method, path }: Pick<Call, 'method' | 'path'>, context: CallContext): Promise<number> {
  const request = new Request(`${ORIGIN}${path}`, { method, headers: { host: '127.0.0.1:3000' } })
  return (await handleApiRequest(request, async () => context)).status
}

const nameOf = ({ method, path }: Call) => `${method} ${path}`

describe('every call there is', () => {
  it('is for nobody who is not signed in, whatever they send', async () => {
    const nobody = { actor: null, db: database.db, now: new Date() }
    const id = '01a1ffbd-d26a-75eb-94c1-a22cadcd9f0f'
    const letIn: string[] = []
    for (const call of calls) {
      const status = await statusOf({ ...call, path: call.path.replace(/\{\w+\}/g, id) }, nobody)
      if (status !== 401) letIn.push(`${nameOf(call)} ${status}`)
    }
    expect(calls.length).toBeGreaterThan(80)
    expect(letIn.filter((one) => !OPEN.some((open) => one.startsWith(open)))).toEqual([])
  })

  it('that reads shows people of other projects nothing', async () => {
    const team = await makeTeam(database.db)
    const { id: cycle } = await createCycle(team.engineer.ctx, { id: team.planId })
    const run = await addEndedRun(database.db, { cycleId: cycle, scenario: 'base' })
    const foreign = await makeMember(database.db, 'admin')
    const ids: Record<string, string> = { projects: team.projectId, plans: team.planId, runs: run, cycles: cycle }
    const seen: string[] = []
    const reading = calls.filter(
      ({ method, path }) => method === 'GET' && ids[path.split('/')[1] ?? ''] && path.includes('{id}'),
    )
    for (const call of reading) {
      const path = call.path.replace('{id}', ids[call.path.split('/')[1] ?? ''] ?? '').replace(/\{\w+\}/g, '1')
      const query = call.query.map((name) => `${name}=${VALUES[name] ?? '1'}`).join('&')
      const status = await statusOf(
        { ...call, path: `${path}${query && `?${query}`}` },
        { ...foreign.ctx, now: new Date() },
      )
      if (status !== 404) seen.push(`${nameOf(call)} ${status}`)
    }
    expect(reading.length).toBeGreaterThan(30)
    expect(seen).toEqual([])
  })
})

const VALUES: Record<string, string> = { scenario: 'base', with: 'draft', by: 'operation', format: 'json' }
